using Followup.People;
using Followup.Shared;

namespace Followup.Invitations;

/// <summary>Weeks lie between planning and mailing: who opted out meanwhile is not mailed, and nobody is asked about somebody who has left.</summary>
public sealed class NotAskedAnyMore(InvitationStore invitations, PersonStore people, OptOuts optOuts)
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
        if (row.Mailing.Audience == Audience.Learner || await people.FindAsync(row.LearnerKey, ct) is { Active: true }) return null;
        return (InvitationState.Withdrawn, "The learner is not an active person.");
    }
}
