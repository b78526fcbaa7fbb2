using Followup.Programs;
using Followup.Rows;
using Followup.Shared.Keys;

namespace Followup.Responses.Pages;

/// <summary>
/// How the learners answer who finished the same program in the same month, for the one who has just answered. No outcomes where fewer than
/// five answers are there. The figures move on by five answers at a time, so that nobody who looks twice can tell what one other person
/// said.
/// </summary>
public sealed record PeersSoFar(IReadOnlyList<OutcomeSoFar> Outcomes)
{
    public const int Step = 5;

    public static PeersSoFar Of(ProgramDefinition program, IEnumerable<(DateTimeOffset At, Answers Answers)> answers)
    {
        var outcomeAnswers = answers
            .OrderBy(given => given.At)
            .SelectMany(given => given.Answers.Outcomes)
            .ToLookup(answer => answer.Outcome, answer => answer.Frequency);
        var outcomes = program.Outcomes.Select(outcome => Of(outcome, outcomeAnswers[outcome.Id]));
        return new([.. outcomes.Where(outcome => outcome.Answers > 0)]);
    }

    private static OutcomeSoFar Of(Outcome outcome, IEnumerable<Frequency?> inOrder)
    {
        var frequencies = inOrder.OfType<Frequency>().ToList();
        var shown = frequencies.Take(frequencies.Count / Step * Step).ToList();
        var atTarget = shown.Count(frequency => frequency >= outcome.TargetFrequency);
        return new(outcome, atTarget, shown.Count);
    }
}
