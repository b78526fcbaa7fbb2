using Followup.People;
using Followup.Rows;
using Followup.Shared.Keys;

namespace Followup.Mailing;

/// <summary>
/// Weeks lie between planning and mailing: who opted out meanwhile is not mailed, and no manager is asked about somebody who has left, or is not theirs by their own word.
/// </summary>
public sealed class NotAskedAnyMore(InvitationStore invitations, PersonStore people, OptOuts optOuts, WorklistStore worklist)
{
    /// <summary>Ends what of these invitations is not to be asked, and answers the others.</summary>
    public async Task<IReadOnlyList<InvitationRow>> EndAsync(MailingKey mailing, IReadOnlyList<InvitationRow> rows, CancellationToken ct)
    {
        var optedOut = await optOuts.OfAsync(mailing.RecipientKey, ct);
        var reasons = (await Task.WhenAll(rows.Select(async row => (row.RowKey, Reason: await ReasonAsync(row, optedOut, ct)))))
            .Where(one => one.Reason is not null).ToDictionary(one => one.RowKey, one => one.Reason!.Value);
        if (reasons.Count == 0) return rows;
        await invitations.ChangeAsync(
            mailing, row => reasons.ContainsKey(row.RowKey) && row.IsShown && row.State != InvitationState.Answered, row => (row.State, row.Reason) = reasons[row.RowKey], ct);
        return [.. rows.Where(row => !reasons.ContainsKey(row.RowKey))];
    }

    private async Task<(InvitationState, string)?> ReasonAsync(InvitationRow row, OptedOut optedOut, CancellationToken ct)
    {
        if (optedOut.Covers(row.ProgramId)) return (InvitationState.OptedOut, OptingOut.Reason);
        if (row.Mailing is not { Audience: Audience.Manager, RecipientKey: var manager }) return null;
        if (await people.FindAsync(row.LearnerKey, ct) is not { Active: true }) return (InvitationState.Withdrawn, "The learner is not an active person.");
        var said = await worklist.AboutAsync(row.LearnerKey, ct).FirstOrDefaultAsync(entry => entry.Kind == WorklistKind.HasLeft || entry.SaidBy == manager, ct);
        if (said is null) return null;
        // this follow-up too goes on when HR has named the right manager
        if (said.Kind == WorklistKind.NotMyReport) await worklist.AddAsync(said.Kind, row.Followup, manager, ct);
        return (InvitationState.Withdrawn, WorklistRow.ReasonOf(said.Kind));
    }
}
