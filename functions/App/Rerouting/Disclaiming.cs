using Followup.Followups;
using Followup.Mailing;
using Followup.Rows;

namespace Followup.Rerouting;

/// <summary>
/// A manager is not the one to ask about somebody. Order: the new manager is asked, or the worklist told; then this manager's invitations
/// about the learner end; those of other mailings end when they are mailed or reminded next (see <see cref="NotAskedAnyMore"/>). A crash
/// between leaves the card on the page, and saying it again goes on from there.
/// </summary>
public sealed class Disclaiming(InvitationStore invitations, FollowupReplanning replanning, WorklistStore worklist)
{
    public Task NotMyReportAsync(InvitationRow about, CancellationToken ct) => EndAsync(about, WorklistKind.NotMyReport, ct);

    public Task HasLeftAsync(InvitationRow about, CancellationToken ct) => EndAsync(about, WorklistKind.HasLeft, ct);

    private async Task EndAsync(InvitationRow about, WorklistKind kind, CancellationToken ct)
    {
        var (mailing, learner) = (about.Mailing, about.LearnerKey);
        bool IsToEnd(InvitationRow row) => row.LearnerKey == learner && row.IsOpen;

        var open = (await invitations.OfAsync(mailing, ct)).FindAll(IsToEnd);
        foreach (var followup in open.Select(row => row.Followup).Distinct())
        {
            var manager = kind == WorklistKind.NotMyReport ? await replanning.ReplanAsync(followup, toWavesInForce: false, ct) : null;
            var isMoved = manager is not null && manager != mailing.RecipientKey;
            if (!isMoved) await worklist.AddAsync(kind, followup, mailing.RecipientKey, ct);
        }
        var reason = WorklistRow.ReasonOf(kind);
        await invitations.ChangeAsync(mailing, IsToEnd, row => row.End(InvitationState.Withdrawn, reason, isMendable: true), ct);
    }
}
