using Followup.Followups;
using Followup.People;
using Followup.Programs;
using Followup.Rows;
using Followup.Shared.Keys;

namespace Followup.Mailing;

/// <summary>
/// Weeks lie between planning and mailing, so all is looked at again: nobody is asked about a program that is over or paused, nobody is
/// mailed who has opted out or left, and no manager is asked about somebody who has left, or is not their report by their own word or by
/// the list of people. Then the manager of today is asked instead; where there is none, HR is told. What the change of a person should
/// have moved, and a lost message did not, is moved here.
/// </summary>
public sealed class NotAskedAnyMore(
    InvitationStore invitations, PersonStore people, ProgramStore programs, WorklistStore worklist, FollowupReplanning replanning)
{
    private readonly record struct Ending(InvitationState State, string Reason, bool IsMendable = false)
    {
        public static Ending Mendable(string reason) => new(InvitationState.Withdrawn, reason, IsMendable: true);
    }

    /// <summary>Reads what decides about all these invitations, each of it once.</summary>
    public async Task<AskingFacts> LookAsync(IReadOnlyCollection<InvitationRow> rows, CancellationToken ct)
    {
        var learners = rows
            .Where(row => row.Mailing.Audience == Audience.Manager)
            .Select(row => row.LearnerKey)
            .ToHashSet();
        var entries = learners.Count == 0 ? [] : await worklist.AboutAllAsync(learners, ct);
        return new(
            await programs.FindAllAsync(rows.Select(row => row.ProgramId), ct),
            await people.FindAllAsync(learners, ct),
            entries.ToLookup(entry => entry.LearnerKey));
    }

    /// <summary>Ends those of the invitations that are not to be asked.</summary>
    /// <param name="recipient">As read a moment ago, like the facts.</param>
    /// <returns>The others: none for a recipient who is not active.</returns>
    public async Task<IReadOnlyList<InvitationRow>> EndAsync(
        MailingKey mailing, IReadOnlyList<InvitationRow> rows, PersonRows recipient, AskingFacts facts, CancellationToken ct)
    {
        Dictionary<string, Ending> endings = [];
        foreach (var row in rows)
        {
            if (await EndingOfAsync(row, recipient, facts, ct) is { } ending) endings[row.RowKey] = ending;
        }
        if (endings.Count == 0) return rows;

        await invitations.ChangeAsync(
            mailing,
            row => row.IsOpen && endings.ContainsKey(row.RowKey),
            row => row.End(endings[row.RowKey].State, endings[row.RowKey].Reason, endings[row.RowKey].IsMendable),
            ct);
        return [.. rows.Where(row => !endings.ContainsKey(row.RowKey))];
    }

    /// <returns>Null for an invitation that is to be asked.</returns>
    private async Task<Ending?> EndingOfAsync(InvitationRow row, PersonRows recipient, AskingFacts facts, CancellationToken ct)
    {
        if (facts.NobodyIsAsked(row) is { } because) return new(InvitationState.Withdrawn, because);
        if (recipient.OptedOut.Covers(row.ProgramId)) return new(InvitationState.OptedOut, InvitationRow.OptedOutReason);
        return row.Mailing.Audience == Audience.Manager
            ? await EndingOfManagersAsync(row, recipient.Person, facts, ct)
            : recipient.Person is { Active: true } ? null : Ending.Mendable("The recipient is not an active person.");
    }

    private async Task<Ending?> EndingOfManagersAsync(InvitationRow row, PersonRow? manager, AskingFacts facts, CancellationToken ct)
    {
        var recipientKey = row.Mailing.RecipientKey;
        if (facts.Learners.GetValueOrDefault(row.LearnerKey) is not { Active: true } learner)
            return Ending.Mendable("The learner is not an active person.");

        var entry = facts.Worklist[row.LearnerKey].FirstOrDefault(entry => entry.Stops(recipientKey));
        if (entry is not null)
        {
            // this follow-up too goes on when HR has named the right manager
            if (entry.Kind == WorklistKind.NotMyReport) await worklist.AddAsync(entry.Kind, row.Followup, recipientKey, ct);
            return Ending.Mendable(WorklistRow.ReasonOf(entry.Kind));
        }
        if (manager is { Active: true } && manager.IsNamedBy(learner.ManagerKey)) return null;

        var today = await replanning.ReplanAsync(row.Followup, toWavesInForce: false, ct);
        if (today == recipientKey) return null;
        if (today is not null) return Ending.Mendable(FollowupReplanning.AnotherManager);
        await worklist.AddNobodyToAskAsync(row.LearnerKey, ct);
        return Ending.Mendable("The recipient is not the learner's manager any more, and nobody else is named who can be asked.");
    }
}
