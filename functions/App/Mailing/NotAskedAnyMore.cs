using Followup.People;
using Followup.Rows;
using Followup.Shared.Keys;

namespace Followup.Mailing;

/// <summary>
/// Weeks lie between planning and mailing: a recipient who has opted out meanwhile is not mailed, and no manager is asked about somebody
/// who has left, or is not their report by their own word.
/// </summary>
public sealed class NotAskedAnyMore(InvitationStore invitations, PersonStore people, WorklistStore worklist)
{
    private readonly record struct Ending(InvitationState State, string Reason);

    /// <summary>Reads what decides about all these invitations, each of it once.</summary>
    public async Task<AboutLearners> LookAsync(IEnumerable<InvitationRow> rows, CancellationToken ct)
    {
        var learners = rows
            .Where(row => row.Mailing.Audience == Audience.Manager)
            .Select(row => row.LearnerKey)
            .ToHashSet();
        var entries = learners.Count == 0 ? [] : await worklist.AboutAllAsync(learners, ct);
        return new(await people.FindAllAsync(learners, ct), entries.ToLookup(entry => entry.LearnerKey));
    }

    /// <summary>Ends those of the invitations that are not to be asked.</summary>
    /// <param name="recipient">As read a moment ago, like what is about the learners.</param>
    /// <returns>The others.</returns>
    public async Task<IReadOnlyList<InvitationRow>> EndAsync(
        MailingKey mailing, IReadOnlyList<InvitationRow> rows, PersonRows recipient, AboutLearners about, CancellationToken ct)
    {
        Dictionary<string, Ending> endings = [];
        foreach (var row in rows)
        {
            if (await EndingOfAsync(row, recipient.OptedOut, about, ct) is { } ending) endings[row.RowKey] = ending;
        }
        if (endings.Count == 0) return rows;

        await invitations.ChangeAsync(
            mailing,
            row => row.IsOpen && endings.ContainsKey(row.RowKey),
            row => row.End(endings[row.RowKey].State, endings[row.RowKey].Reason),
            ct);
        return [.. rows.Where(row => !endings.ContainsKey(row.RowKey))];
    }

    /// <returns>Null for an invitation that is to be asked.</returns>
    private async Task<Ending?> EndingOfAsync(InvitationRow row, OptedOut optedOut, AboutLearners about, CancellationToken ct)
    {
        if (optedOut.Covers(row.ProgramId)) return new(InvitationState.OptedOut, InvitationRow.OptedOutReason);
        if (row.Mailing is not { Audience: Audience.Manager, RecipientKey: var manager }) return null;
        if (about.Learners.GetValueOrDefault(row.LearnerKey) is not { Active: true })
            return new(InvitationState.Withdrawn, "The learner is not an active person.");

        var entry = about.Worklist[row.LearnerKey]
            .FirstOrDefault(entry => entry.Kind == WorklistKind.HasLeft || entry.SaidBy == manager);
        if (entry is null) return null;
        // this follow-up too goes on when HR has named the right manager
        if (entry.Kind == WorklistKind.NotMyReport) await worklist.AddAsync(entry.Kind, row.Followup, manager, ct);
        return new(InvitationState.Withdrawn, WorklistRow.ReasonOf(entry.Kind));
    }
}
