using System.Security.Cryptography;
using System.Text;
using Followup.Programs;
using Followup.Results.Figures;
using Followup.Rows;
using Followup.Shared.Keys;

namespace Followup.Results.Counts;

/// <summary>
/// Counts the rows of one program's month: a pure function, so that counting twice, or after a crash, gives the same. Behaviors and targets are those of the wording in
/// force; answers about a behavior that is no longer asked do not count.
/// </summary>
public static class Counting
{
    /// <summary>Of everything that was written, as much is kept to be shown.</summary>
    public const int MostComments = 40;

    public static IReadOnlyList<WaveOfMonth> Of(
        ProgramDefinition program, IEnumerable<FollowupRow> followups, IEnumerable<ResponseRow> responses, IEnumerable<InvitationRow> invitations)
    {
        var rows = responses.ToList();
        var answers = rows.GroupBy(row => (row.Followup, row.Wave)).ToDictionary(
            same => same.Key, same => same.ToDictionary(row => row.Audience, row => row.Answers()));
        // a follow-up that went from one manager to another has two: the one that still stands counts
        var asked = invitations.GroupBy(row => (row.Followup, row.Wave, row.Mailing.Audience)).ToDictionary(
            same => same.Key, same => same.OrderBy(row => row.State == InvitationState.Withdrawn).First());
        var completions = followups.ToList();
        var waves = program.Waves.Union(answers.Keys.Select(key => key.Wave)).Union(asked.Keys.Select(key => key.Wave)).Order(StringComparer.Ordinal);
        return [.. waves.Select(wave => new WaveOfMonth(
            wave, Cells(wave), Comments(wave), FingerprintOf(rows.Where(row => row.Wave == wave).Select(row => $"{row.RowKey} {row.ProgramVersion} {row.Json}"))))];

        List<CountedCell> Cells(string wave)
        {
            SortedDictionary<(string, string), Tally> cells = new(Comparer<(string Department, string Role)>.Create((a, b) =>
                string.CompareOrdinal(a.Department, b.Department) is var order and not 0 ? order : string.CompareOrdinal(a.Role, b.Role)));
            foreach (var followup in completions)
            {
                var names = (followup.Department ?? "", followup.Role ?? "");
                if (!cells.TryGetValue(names, out var tally)) cells[names] = tally = new(program.Outcomes.Count);
                var said = answers.GetValueOrDefault((followup.Key, wave)) ?? [];
                foreach (var audience in Enum.GetValues<Audience>())
                {
                    var answer = said.GetValueOrDefault(audience);
                    Follow(tally, audience, followup, asked.GetValueOrDefault((followup.Key, wave, audience)), answer is not null);
                    if (answer is null) continue;
                    Count(tally, audience, program, answer);
                    if (wave != Wave.Baseline && answers.GetValueOrDefault((followup.Key, Wave.Baseline))?.GetValueOrDefault(audience) is { } then)
                        Compare(tally, audience, program, then, answer);
                }
                if (said.Count == 2) Pair(tally, program, said[Audience.Learner], said[Audience.Manager]);
            }
            return [.. cells.Select(cell => new CountedCell(cell.Key.Item1, cell.Key.Item2, cell.Value))];
        }

        // in order of their words, which tells nothing of who wrote them or when
        List<Comment> Comments(string wave) =>
        [
            .. answers.Where(one => one.Key.Wave == wave).SelectMany(one => one.Value)
                .SelectMany(said => new[] { (said.Key, CommentKind.Example, said.Value.Example), (said.Key, CommentKind.Help, said.Value.Help) })
                .Where(one => !string.IsNullOrWhiteSpace(one.Item3)).Select(one => new Comment(one.Key, one.Item2, one.Item3!.Trim()))
                .OrderBy(one => one.Text, StringComparer.Ordinal).Take(MostComments),
        ];
    }

    /// <summary>In any order: the same for the same.</summary>
    public static string FingerprintOf(IEnumerable<string> all) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', all.Order(StringComparer.Ordinal)))).AsSpan(0, 8));

    private static void Follow(Tally tally, Audience audience, FollowupRow followup, InvitationRow? invitation, bool isAnswered)
    {
        tally[audience, FunnelStep.Completed]++;
        if (invitation is null)
        {
            if (followup.State == FollowupState.Withdrawn) tally[audience, FunnelStep.NotAsked]++;
            else if (followup.State == FollowupState.Scheduled) tally[audience, FunnelStep.NoRecipient]++;
            return;
        }
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

    private static void Count(Tally tally, Audience audience, ProgramDefinition program, Answers answers)
    {
        tally[audience, AnswerCount.Answers]++;
        var (known, atTarget) = (0, 0);
        for (var i = 0; i < program.Outcomes.Count; i++)
        {
            if (Find(answers, program.Outcomes[i]) is not { } answer) continue;
            tally.Distribution(audience, i)[answer.Frequency is { } step ? (int)step : Agreement.Steps]++;
            if (answer.Frequency is null) continue;
            known++;
            if (answer.Frequency >= program.Outcomes[i].TargetFrequency) atTarget++;
        }
        if (known > 0) tally[audience, AnswerCount.Known]++;
        if (answers.OneForAll) tally[audience, AnswerCount.OneForAll]++;
        if (known > 0 && 2 * atTarget >= known) tally[audience, AnswerCount.AtLeastHalf]++;
        if (audience != Audience.Learner) return;
        for (var i = 0; i < BarrierIds.All.Count; i++)
            if (answers.Barriers.Contains(BarrierIds.All[i])) tally.BarrierNamed(i)++;
    }

    private static void Pair(Tally tally, ProgramDefinition program, Answers learner, Answers manager)
    {
        tally.BothAnswered++;
        for (var i = 0; i < program.Outcomes.Count; i++)
            if (Find(learner, program.Outcomes[i])?.Frequency is { } reported && Find(manager, program.Outcomes[i])?.Frequency is { } observed)
                tally.PairTable(i)[(int)reported * Agreement.Steps + (int)observed]++;
    }

    private static void Compare(Tally tally, Audience audience, ProgramDefinition program, Answers then, Answers now)
    {
        tally[audience, AnswerCount.AnsweredThenToo]++;
        for (var i = 0; i < program.Outcomes.Count; i++)
        {
            var outcome = program.Outcomes[i];
            if (Find(then, outcome)?.Frequency is not { } before || Find(now, outcome)?.Frequency is not { } after) continue;
            var since = tally.SinceBaseline(audience, i);
            since[0]++;
            if (before < outcome.TargetFrequency && after >= outcome.TargetFrequency) since[1]++;
            if (before >= outcome.TargetFrequency && after < outcome.TargetFrequency) since[2]++;
        }
    }

    private static OutcomeAnswer? Find(Answers answers, Outcome outcome)
    {
        foreach (var answer in answers.Outcomes)
            if (answer.Outcome == outcome.Id) return answer;
        return null;
    }
}
