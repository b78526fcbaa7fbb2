using Followup.People;
using Followup.Rows;
using Followup.Shared.Keys;

namespace Followup.Mailing;

/// <summary>
/// A recipient wants no more mails, or wants them again. Order: the person's opt-out, then what is open of the mailing it came from. A crash between, and what
/// is open of other mailings, is mended when the next reminder of each is due: see <see cref="NotAskedAnyMore"/>.
/// </summary>
public sealed class OptingOut(InvitationStore invitations, OptOuts optOuts, TimeProvider time)
{
    public const string Reason = "The recipient asked for no such mails.";

    /// <param name="programId">Null for all mails.</param>
    public async Task StopAsync(MailingKey mailing, string? programId, CancellationToken ct)
    {
        await optOuts.AddAsync(mailing.RecipientKey, programId, ct);
        await invitations.ChangeAsync(
            mailing, row => IsOpen(row) && (programId is null || row.ProgramId == programId), row => (row.State, row.Reason) = (InvitationState.OptedOut, Reason), ct);
    }

    /// <summary>Takes all opt-outs back; what went out and is still open can be answered again.</summary>
    public async Task ResumeAsync(MailingKey mailing, CancellationToken ct)
    {
        await optOuts.RemoveAllAsync(mailing.RecipientKey, ct);
        var now = time.GetUtcNow();
        await invitations.ChangeAsync(
            mailing, row => row is { State: InvitationState.OptedOut, Reason: Reason, SentAt: not null } && now < row.ClosesAt,
            row => (row.State, row.Reason) = (row.DeliveredAt is null ? InvitationState.Sent : InvitationState.Delivered, null), ct);
    }

    private static bool IsOpen(InvitationRow row) => row.IsShown && row.State != InvitationState.Answered;
}
