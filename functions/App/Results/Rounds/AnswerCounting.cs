using Followup.Programs;
using Followup.Results.Figures;
using Followup.Rows;

namespace Followup.Results.Rounds;

/// <summary>What one answer adds to what is counted, by the wording and the targets that it was given under.</summary>
internal static class AnswerCounting
{
    /// <param name="earlier">Of the same person about the same learner, on the day of completion; null where there is none.</param>
    public static Tally Of(ProgramDefinition asked, Answers answers, Answers? earlier)
    {
        var tally = new Tally(asked.Outcomes.Count);
        tally[AnswerCount.Answers] = 1;
        if (answers.OneForAll) tally[AnswerCount.OneForAll] = 1;
        var (known, atTarget) = (0, 0);
        foreach (var (i, outcome) in asked.Outcomes.Index())
        {
            if (Find(answers, outcome) is not { } answer) continue;
            var place = answer.Frequency is { } step ? (int)step : Agreement.Steps;
            tally.Distribution(i)[place] = 1;
            if (answers.OneForAll) tally.OneForAllSteps[place] = 1;
            if (answer.Frequency is not { } frequency) continue;
            known++;
            var isAtTarget = frequency >= outcome.TargetFrequency;
            if (isAtTarget) atTarget++;
            if (earlier is not null && Find(earlier, outcome)?.Frequency is { } before)
                CountSince(tally.SinceCompletion(i), before >= outcome.TargetFrequency, isAtTarget);
        }
        if (known > 0) CountShare(tally, known, atTarget);
        for (var i = 0; i < BarrierIds.All.Count; i++)
        {
            if (answers.Barriers.Contains(BarrierIds.All[i])) tally.BarrierNamed(i) = 1;
        }
        return tally;
    }

    private static void CountShare(Tally tally, int known, int atTarget)
    {
        long share = MeanShare.Units(atTarget, known);
        tally[AnswerCount.Known] = 1;
        tally[AnswerCount.SumOfShares] = share;
        tally[AnswerCount.SumOfSquares] = share * share;
        if (2 * atTarget >= known) tally[AnswerCount.AtLeastHalf] = 1;
    }

    private static void CountSince(Span<long> since, bool wasAtTarget, bool isAtTarget)
    {
        since[0] = 1;
        if (!wasAtTarget && isAtTarget) since[1] = 1;
        if (wasAtTarget && !isAtTarget) since[2] = 1;
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
