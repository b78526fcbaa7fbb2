using Followup.People;
using Followup.Rows;
using Followup.Shared.Keys;

namespace Followup.Mailing;

/// <summary>
/// A recipient wants no more mails, or wants them again. Order: the person's opt-out, then what is open of the mailing it came from. A
/// crash between, and what is open of other mailings, is mended when the next reminder of each is due: see <see cref="NotAskedAnyMore"/>.
/// </summary>
public sealed class OptingOut(InvitationStore invitations, OptOuts optOuts, TimeProvider time)
{
    /// <param name="programId">Null for all mails.</param>
    public async Task StopAsync(MailingKey mailing, string? programId, CancellationToken ct)
    {
        await optOuts.AddAsync(mailing.RecipientKey, programId, ct);
        await invitations.ChangeAsync(
            mailing,
            row => row.IsOpen && (programId is null || row.ProgramId == programId),
            row => row.End(InvitationState.OptedOut, InvitationRow.OptedOutReason),
            ct);
    }

    /// <summary>Takes all opt-outs back; what went out and is still open can be answered again.</summary>
    public async Task ResumeAsync(MailingKey mailing, CancellationToken ct)
    {
        await optOuts.RemoveAllAsync(mailing.RecipientKey, ct);
        var now = time.GetUtcNow();
        await invitations.ChangeAsync(mailing, row => row.CanResume(now), row => row.Resume(), ct);
    }
}
