using Followup.Programs;
using Followup.Results.Figures;
using Followup.Rows;
using Followup.Shared.Keys;

namespace Followup.Results.Counts;

/// <summary>Adds one completion's answers to a <see cref="Tally"/>: alone, as a pair, and against the day of completion.</summary>
internal static class AnswerCounting
{
    public static void Count(Tally tally, Audience audience, ProgramDefinition program, Answers answers)
    {
        tally[audience, AnswerCount.Answers]++;
        if (answers.OneForAll) tally[audience, AnswerCount.OneForAll]++;

        var (known, atTarget) = (0, 0);
        for (var i = 0; i < program.Outcomes.Count; i++)
        {
            if (Find(answers, program.Outcomes[i]) is not { } answer) continue;
            var place = answer.Frequency is { } step ? (int)step : Agreement.Steps;
            tally.Distribution(audience, i)[place]++;
            if (answer.Frequency is null) continue;
            known++;
            if (answer.Frequency >= program.Outcomes[i].TargetFrequency) atTarget++;
        }
        if (known > 0) tally[audience, AnswerCount.Known]++;
        if (known > 0 && 2 * atTarget >= known) tally[audience, AnswerCount.AtLeastHalf]++;

        if (audience == Audience.Learner) CountBarriers(tally, answers);
    }

    public static void CountPair(Tally tally, ProgramDefinition program, Answers learner, Answers manager)
    {
        tally.BothAnswered++;
        for (var i = 0; i < program.Outcomes.Count; i++)
        {
            var outcome = program.Outcomes[i];
            if (Find(learner, outcome)?.Frequency is not { } reported) continue;
            if (Find(manager, outcome)?.Frequency is not { } observed) continue;
            tally.PairTable(i)[(int)reported * Agreement.Steps + (int)observed]++;
        }
    }

    /// <param name="then">On the day of completion.</param>
    public static void CountChange(Tally tally, Audience audience, ProgramDefinition program, Answers then, Answers now)
    {
        tally[audience, AnswerCount.AnsweredThenToo]++;
        for (var i = 0; i < program.Outcomes.Count; i++)
        {
            var outcome = program.Outcomes[i];
            if (Find(then, outcome)?.Frequency is not { } before) continue;
            if (Find(now, outcome)?.Frequency is not { } after) continue;

            var wasAtTarget = before >= outcome.TargetFrequency;
            var isAtTarget = after >= outcome.TargetFrequency;
            var since = tally.SinceBaseline(audience, i);
            since[0]++;
            if (!wasAtTarget && isAtTarget) since[1]++;
            if (wasAtTarget && !isAtTarget) since[2]++;
        }
    }

    private static void CountBarriers(Tally tally, Answers answers)
    {
        for (var i = 0; i < BarrierIds.All.Count; i++)
        {
            if (answers.Barriers.Contains(BarrierIds.All[i])) tally.BarrierNamed(i)++;
        }
    }

    private static OutcomeAnswer? Find(Answers answers, Outcome outcome)
    {
        foreach (var answer in answers.Outcomes)
        {
            if (answer.Outcome == outcome.Id) return answer;
        }
        return null;
    }
}
