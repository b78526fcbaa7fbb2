using Followup.Programs;
using Followup.Responses;
using Followup.Shared;

namespace Followup.Results;

/// <summary>How often a behavior is at or above its target: as managers observed it, and as learners reported it.</summary>
public sealed record OutcomeFigures(string Id, string Statement, Frequency Target, Rate Observed, Rate Reported);

/// <summary>
/// The share of learners who show at least half of the behaviors at target: as their managers observed it, as they reported it themselves, and reported
/// minus observed. Behaviors nobody had occasion to show or to observe are left out of a learner's half; a learner of whom none is known is left out.
/// </summary>
/// <param name="Gap">Null where either rate is hidden.</param>
public sealed record Headline(Rate Observed, Rate Reported, double? Gap);

/// <summary>What the answers to one program say.</summary>
public sealed record ProgramFigures(Headline Headline, IReadOnlyList<OutcomeFigures> Outcomes)
{
    public static ProgramFigures Of(ProgramDefinition program, IReadOnlyCollection<Answers> learners, IReadOnlyCollection<Answers> managers)
    {
        var observed = Rate.Of(managers.Select(answers => AtLeastHalf(program, answers)));
        var reported = Rate.Of(learners.Select(answers => AtLeastHalf(program, answers)));
        return new(
            new(observed, reported, reported.Share - observed.Share),
            [.. program.Outcomes.Select(outcome => new OutcomeFigures(
                outcome.Id, outcome.Statement, outcome.TargetFrequency,
                Rate.Of(managers.Select(answers => AtTarget(outcome, answers))), Rate.Of(learners.Select(answers => AtTarget(outcome, answers)))))]);
    }

    private static bool? AtLeastHalf(ProgramDefinition program, Answers answers)
    {
        var known = program.Outcomes.Select(outcome => AtTarget(outcome, answers)).OfType<bool>().ToList();
        return known.Count == 0 ? null : 2 * known.Count(atTarget => atTarget) >= known.Count;
    }

    /// <summary>Null for no occasion, could not observe, or a behavior that was not asked then.</summary>
    private static bool? AtTarget(Outcome outcome, Answers answers) =>
        answers.Outcomes.FirstOrDefault(answer => answer.Outcome == outcome.Id)?.Frequency is { } frequency ? frequency >= outcome.TargetFrequency : null;
}
