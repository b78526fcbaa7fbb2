using Followup.People;
using Followup.Rows;
using Followup.Shared.Keys;

namespace Followup.Mailing;

/// <summary>
/// Weeks lie between planning and mailing: a recipient who has opted out meanwhile is not mailed, and no manager is asked about somebody
/// who has left, or is not their report by their own word.
/// </summary>
public sealed class NotAskedAnyMore(InvitationStore invitations, PersonStore people, OptOuts optOuts, WorklistStore worklist)
{
    private readonly record struct Ending(InvitationState State, string Reason);

    /// <summary>Ends those of the invitations that are not to be asked.</summary>
    /// <returns>The others.</returns>
    public async Task<IReadOnlyList<InvitationRow>> EndAsync(MailingKey mailing, IReadOnlyList<InvitationRow> rows, CancellationToken ct)
    {
        var optedOut = await optOuts.OfAsync(mailing.RecipientKey, ct);
        var looked = await Task.WhenAll(rows.Select(async row => (row.RowKey, Ending: await EndingOfAsync(row, optedOut, ct))));
        var endings = looked.Where(row => row.Ending is not null).ToDictionary(row => row.RowKey, row => row.Ending!.Value);
        if (endings.Count == 0) return rows;

        await invitations.ChangeAsync(
            mailing,
            row => row.IsOpen && endings.ContainsKey(row.RowKey),
            row => row.End(endings[row.RowKey].State, endings[row.RowKey].Reason),
            ct);
        return [.. rows.Where(row => !endings.ContainsKey(row.RowKey))];
    }

    /// <returns>Null for an invitation that is to be asked.</returns>
    private async Task<Ending?> EndingOfAsync(InvitationRow row, OptedOut optedOut, CancellationToken ct)
    {
        if (optedOut.Covers(row.ProgramId)) return new(InvitationState.OptedOut, InvitationRow.OptedOutReason);
        if (row.Mailing is not { Audience: Audience.Manager, RecipientKey: var manager }) return null;
        if (await people.FindAsync(row.LearnerKey, ct) is not { Active: true })
            return new(InvitationState.Withdrawn, "The learner is not an active person.");

        var entry = await worklist.AboutAsync(row.LearnerKey, ct)
            .FirstOrDefaultAsync(entry => entry.Kind == WorklistKind.HasLeft || entry.SaidBy == manager, ct);
        if (entry is null) return null;
        // this follow-up too goes on when HR has named the right manager
        if (entry.Kind == WorklistKind.NotMyReport) await worklist.AddAsync(entry.Kind, row.Followup, manager, ct);
        return new(InvitationState.Withdrawn, WorklistRow.ReasonOf(entry.Kind));
    }
}
