using Followup.Mailing;
using Followup.Rows;

namespace Followup.Rerouting;

/// <summary>
/// A manager is not the one to ask about somebody. Order: the new manager is asked, or the worklist told; then this manager's invitations about the learner end; those of
/// other mailings end when they are mailed or reminded next (see <see cref="NotAskedAnyMore"/>). A crash between leaves the card on the page, and saying it again goes on from there.
/// </summary>
public sealed class NotMine(InvitationStore invitations, ManagerRerouting rerouting, WorklistStore worklist)
{
    public Task NotMyReportAsync(InvitationRow said, CancellationToken ct) => EndAsync(said, WorklistKind.NotMyReport, ct);

    public Task HasLeftAsync(InvitationRow said, CancellationToken ct) => EndAsync(said, WorklistKind.HasLeft, ct);

    private async Task EndAsync(InvitationRow said, WorklistKind kind, CancellationToken ct)
    {
        var mailing = said.Mailing;
        bool IsEnded(InvitationRow row) => row.LearnerKey == said.LearnerKey && row.IsShown && row.State != InvitationState.Answered;
        foreach (var followup in (await invitations.OfAsync(mailing, ct)).Where(IsEnded).Select(row => row.Followup).Distinct().ToList())
            if (kind == WorklistKind.HasLeft || !await rerouting.MoveAsync(followup, mailing.RecipientKey, ct))
                await worklist.AddAsync(kind, followup, mailing.RecipientKey, ct);
        await invitations.ChangeAsync(mailing, IsEnded, row => (row.State, row.Reason) = (InvitationState.Withdrawn, WorklistRow.ReasonOf(kind)), ct);
    }
}
