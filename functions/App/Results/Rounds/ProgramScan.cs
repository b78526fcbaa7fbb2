using System.Runtime.CompilerServices;
using Followup.Programs;
using Followup.Results.Counts;
using Followup.Rows;
using Followup.Shared.Keys;

namespace Followup.Results.Rounds;

/// <summary>
/// Reads all of a program, a month of completions at a time: as much is in memory of follow-ups and invitations, and of responses the ones
/// about one completion.
/// </summary>
public sealed class ProgramScan(ProgramRows rows, ProgramStore programs)
{
    private static readonly string[] OfFollowups =
        [.. CountedProperties.OfFollowups, nameof(FollowupRow.Department), nameof(FollowupRow.Role)];

    private static readonly string[] OfInvitations =
        [.. CountedProperties.OfInvitations, nameof(InvitationRow.ClosesAt), nameof(InvitationRow.CountsIn)];

    private static readonly string[] OfResponses =
    [
        .. CountedProperties.OfResponses, nameof(ResponseRow.ProgramVersion), nameof(ResponseRow.Json), nameof(ResponseRow.DueOn),
        nameof(ResponseRow.FinalAt), nameof(ResponseRow.By), nameof(ResponseRow.CountsIn),
        nameof(ResponseRow.Department), nameof(ResponseRow.Role),
    ];

    /// <param name="program">The wording in force.</param>
    /// <param name="countAsked">
    /// Gets each invitation that stands, the completion it is about, and whether its answer has an earlier one riding with it, or would
    /// have: before the month's answers.
    /// </param>
    public async IAsyncEnumerable<ScannedCompletion> ReadAsync(
        StoredProgram program, Action<FollowupRow, InvitationRow, bool> countAsked, Action<FollowupRow> countCompletion,
        [EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var month in rows.MonthsAsync(program.Id, ct))
        {
            var followups = await rows.FollowupsAsync(month, OfFollowups, ct).ToDictionaryAsync(row => row.Key, cancellationToken: ct);
            var asked = await AskedAsync(month, followups.Values, ct);
            foreach (var row in followups.Values.Where(row => row.State != FollowupState.TakenBack)) countCompletion(row);
            foreach (var (key, invitation) in asked)
            {
                var followup = followups[key.Followup];
                if (followup.State == FollowupState.TakenBack) continue;
                var earlier = asked.GetValueOrDefault(key with { Wave = Wave.Baseline });
                countAsked(followup, invitation, FinalAnswers.HasEarlier(program.Definition, followup, invitation, earlier));
            }
            await foreach (var completion in AnswersAsync(program, month, followups, asked, ct)) yield return completion;
        }
    }

    private async Task<Dictionary<ResponseKey, InvitationRow>> AskedAsync(
        ProgramMonth month, IReadOnlyCollection<FollowupRow> followups, CancellationToken ct)
    {
        var found = await rows.InvitationsAsync(month, followups, OfInvitations, ct);
        var known = followups.Select(row => row.Key).ToHashSet();
        return found
            .Where(row => known.Contains(row.Followup))
            .GroupBy(row => new ResponseKey(row.Followup, row.Wave, row.Mailing.Audience))
            .ToDictionary(group => group.Key, Counting.LatestThatStands);
    }

    private async IAsyncEnumerable<ScannedCompletion> AnswersAsync(
        StoredProgram program, ProgramMonth month, Dictionary<FollowupKey, FollowupRow> followups,
        Dictionary<ResponseKey, InvitationRow> asked, [EnumeratorCancellation] CancellationToken ct)
    {
        FollowupRow? current = null;
        List<ScannedAnswer> answers = [];
        // the responses about one completion are neighbors
        await foreach (var row in rows.ResponsesAsync(month, OfResponses, ct))
        {
            var followup = followups.GetValueOrDefault(row.Followup);
            if (current is not null && followup != current && answers.Count > 0)
            {
                yield return new(current, answers);
                answers = [];
            }
            current = followup;
            if (followup is null or { State: FollowupState.TakenBack }) continue;
            if (await AnswerOfAsync(program, row, asked.GetValueOrDefault(row.Key), ct) is { } answer) answers.Add(answer);
        }
        if (current is not null && answers.Count > 0) yield return new(current, answers);
    }

    /// <summary>
    /// Null where the wording is gone, and where an earlier release wrote the row and nobody can say any more who answered, or when it
    /// closed. Rows of earlier releases are counted by department, whatever else is known by now: it must never change.
    /// </summary>
    private async Task<ScannedAnswer?> AnswerOfAsync(
        StoredProgram program, ResponseRow row, InvitationRow? invitation, CancellationToken ct)
    {
        if (await programs.FindAsync(program.Id, row.ProgramVersion, ct) is not { } asked) return null;
        if ((row.By ?? PersonOf(row, invitation)) is not { } person) return null;
        if ((row.FinalAt ?? invitation?.ClosesAt) is not { } finalAt) return null;
        return new(
            row.Key, $"{row.PartitionKey}|{row.RowKey}", asked, row.Answers(), person, finalAt, row.CountsIn ?? CountsIn.Department,
            row.Department, row.Role);
    }

    private static string? PersonOf(ResponseRow row, InvitationRow? invitation) =>
        row.Audience == Audience.Learner ? row.Followup.LearnerKey : invitation?.Mailing.RecipientKey;
}
