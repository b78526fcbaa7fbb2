using Followup.Programs;
using Followup.Results.Figures;
using Followup.Shared.Keys;

namespace Followup.Results.Rounds;

/// <summary>Pairs of one wave, as a scan goes by.</summary>
internal sealed class PairCount(string wave, DateTimeOffset cutoff)
{
    private readonly int[] steps = new int[Agreement.Steps * Agreement.Steps];
    private readonly HashSet<string> managers = [];
    private int pairs;

    public void Take(ScannedCompletion completion)
    {
        var final = completion.Answers.Where(answer => answer.Response.Wave == wave && answer.FinalAt <= cutoff).ToList();
        if (final.Find(answer => answer.Response.Audience == Audience.Learner) is not { } learner) return;
        if (final.Find(answer => answer.Response.Audience == Audience.Manager) is not { Answers.OneForAll: false } manager) return;
        var told = 0;
        foreach (var outcome in learner.Asked.Definition.Outcomes)
        {
            if (StepOf(learner, outcome) is not { } reported || StepOf(manager, outcome) is not { } observed) continue;
            steps[(int)reported * Agreement.Steps + (int)observed]++;
            told++;
        }
        if (told == 0) return;
        pairs++;
        if (managers.Count < PairsTold.FewestManagers) managers.Add(manager.Person);
    }

    /// <summary>What is told from a day on: what was told before, where too few are new.</summary>
    public PairsTold? Told(PairsTold? before, DateOnly day)
    {
        if (pairs < PairsTold.Fewest || managers.Count < PairsTold.FewestManagers) return before;
        return pairs < (before?.Pairs ?? 0) + PairsTold.Step ? before : new(wave, day, pairs, steps);
    }

    private static Frequency? StepOf(ScannedAnswer answer, Outcome outcome) =>
        answer.Answers.Outcomes.FirstOrDefault(one => one.Outcome == outcome.Id)?.Frequency;
}
