using System.Security.Cryptography;
using System.Text;
using Followup.Programs;
using Followup.Rows;
using Followup.Shared.Keys;

namespace Followup.Results.Counts;

/// <summary>
/// Counts the rows of one program's month: a pure function, so that counting twice, or after a crash, gives the same. Behaviors and targets
/// are those of the wording in force; answers about a behavior that is no longer asked do not count.
/// </summary>
public static class Counting
{
    /// <summary>Comments of a wave that are kept, to be shown; people may have written more.</summary>
    public const int MostComments = 40;

    private static readonly Comparer<(string Department, string Role)> NameOrder =
        Comparer<(string Department, string Role)>.Create(CompareNames);

    public static IReadOnlyList<WaveOfMonth> Of(
        ProgramDefinition program,
        IEnumerable<FollowupRow> followups,
        IEnumerable<ResponseRow> responses,
        IEnumerable<InvitationRow> invitations)
    {
        var all = followups.ToList();
        var completions = all.FindAll(row => row.State != FollowupState.TakenBack);
        var takenBack = all.Except(completions).Select(row => row.Key).ToHashSet();
        var rows = responses.Where(row => takenBack.Count == 0 || !takenBack.Contains(row.Followup)).ToList();
        var answers = rows
            .GroupBy(row => (row.Followup, row.Wave))
            .ToDictionary(group => group.Key, group => group.ToDictionary(row => row.Audience, row => row.Answers()));
        // a follow-up that went from one manager to another has two invitations: the one that still stands counts
        var asked = invitations
            .Where(row => takenBack.Count == 0 || !takenBack.Contains(row.Followup))
            .GroupBy(row => (row.Followup, row.Wave, row.Mailing.Audience))
            .ToDictionary(group => group.Key, LatestThatStands);

        var waves = program.Waves
            .Union(answers.Keys.Select(key => key.Wave))
            .Union(asked.Keys.Select(key => key.Wave))
            .Order(StringComparer.Ordinal);
        return [.. waves.Select(Count)];

        WaveOfMonth Count(string wave)
        {
            var ofWave = rows.Where(row => row.Wave == wave);
            var fingerprint = FingerprintOf(ofWave.Select(row => $"{row.RowKey} {row.ProgramVersion} {row.Json}"));
            var comments = CommentsOf(answers.Where(group => group.Key.Wave == wave).SelectMany(group => group.Value));
            return new(wave, Cells(wave), comments, fingerprint);
        }

        List<CountedCell> Cells(string wave)
        {
            SortedDictionary<(string Department, string Role), Tally> cells = new(NameOrder);
            foreach (var followup in completions)
            {
                var names = (followup.Department ?? "", followup.Role ?? "");
                if (!cells.TryGetValue(names, out var tally)) cells[names] = tally = new(program.Outcomes.Count);
                CountCompletion(tally, followup, wave);
            }
            return [.. cells.Select(cell => new CountedCell(cell.Key.Department, cell.Key.Role, cell.Value))];
        }

        void CountCompletion(Tally tally, FollowupRow followup, string wave)
        {
            var key = followup.Key;
            var now = answers.GetValueOrDefault((key, wave)) ?? [];
            var atCompletion = answers.GetValueOrDefault((key, Wave.Baseline)) ?? [];
            foreach (var audience in Enum.GetValues<Audience>())
            {
                tally[audience, FunnelStep.Completed]++;
                var answer = now.GetValueOrDefault(audience);
                if (asked.GetValueOrDefault((key, wave, audience)) is { } invitation)
                    CountInvitation(tally, audience, invitation, answer is not null);
                else CountNobody(tally, audience, followup, isPlanned: asked.ContainsKey((key, wave, Audience.Learner)));
                if (answer is null) continue;

                AnswerCounting.Count(tally, audience, program, answer);
                if (wave != Wave.Baseline && atCompletion.GetValueOrDefault(audience) is { } then)
                {
                    AnswerCounting.CountChange(tally, audience, program, then, answer);
                }
            }
            if (now.Count == 2) AnswerCounting.CountPair(tally, program, now[Audience.Learner], now[Audience.Manager]);
        }
    }

    private static InvitationRow LatestThatStands(IEnumerable<InvitationRow> ofOneQuestion) => ofOneQuestion
        .OrderBy(row => row.State == InvitationState.Withdrawn)
        .ThenByDescending(row => row.PartitionKey, StringComparer.Ordinal)
        .First();

    /// <summary>The same text for the same rows, in whatever order they come.</summary>
    public static string FingerprintOf(IEnumerable<string> rows)
    {
        var text = string.Join('\n', rows.Order(StringComparer.Ordinal));
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(text));
        return Convert.ToHexStringLower(hash.AsSpan(0, 8));
    }

    /// <summary>In order of their words, which tells nothing of who wrote them or when.</summary>
    private static List<Comment> CommentsOf(IEnumerable<KeyValuePair<Audience, Answers>> answers)
    {
        List<Comment> written = [];
        foreach (var (audience, answer) in answers)
        {
            Add(audience, CommentKind.Example, answer.Example);
            Add(audience, CommentKind.Help, answer.Help);
        }
        return [.. written.OrderBy(comment => comment.Text, StringComparer.Ordinal).Take(MostComments)];

        void Add(Audience audience, CommentKind kind, string? text)
        {
            if (!string.IsNullOrWhiteSpace(text)) written.Add(new(audience, kind, text.Trim()));
        }
    }

    /// <param name="isPlanned">Whether the wave was planned for the completion, which shows in that its learner is asked.</param>
    private static void CountNobody(Tally tally, Audience audience, FollowupRow followup, bool isPlanned)
    {
        if (followup.State == FollowupState.Received) return;
        var isAsked = followup.State == FollowupState.Scheduled && isPlanned;
        tally[audience, isAsked ? FunnelStep.NoRecipient : FunnelStep.NotAsked]++;
    }

    private static void CountInvitation(Tally tally, Audience audience, InvitationRow invitation, bool isAnswered)
    {
        tally[audience, FunnelStep.Scheduled]++;
        if (invitation.SentAt is not null || isAnswered) tally[audience, FunnelStep.Sent]++;
        if (invitation.DeliveredAt is not null) tally[audience, FunnelStep.Delivered]++;
        if (isAnswered) return;

        switch (invitation.State)
        {
            case InvitationState.Closed: tally[audience, FunnelStep.Closed]++; break;
            case InvitationState.Undeliverable: tally[audience, FunnelStep.Undeliverable]++; break;
            case InvitationState.OptedOut: tally[audience, FunnelStep.OptedOut]++; break;
            case InvitationState.Withdrawn: tally[audience, FunnelStep.Withdrawn]++; break;
        }
    }

    private static int CompareNames((string Department, string Role) a, (string Department, string Role) b)
    {
        var byDepartment = string.CompareOrdinal(a.Department, b.Department);
        return byDepartment != 0 ? byDepartment : string.CompareOrdinal(a.Role, b.Role);
    }
}
