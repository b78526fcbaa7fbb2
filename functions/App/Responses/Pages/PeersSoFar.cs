using Followup.Programs;
using Followup.Rows;
using Followup.Shared.Keys;

namespace Followup.Responses.Pages;

/// <summary>
/// How the learners answer who finished the same program in the same month, for the one who has just answered. No outcomes where fewer than five answers are there. The
/// figures move on by five answers at a time, so that nobody who looks twice can tell what one other person said.
/// </summary>
public sealed record PeersSoFar(IReadOnlyList<OutcomeSoFar> Outcomes)
{
    public const int Step = 5;

    public static PeersSoFar Of(ProgramDefinition program, IEnumerable<(DateTimeOffset At, Answers Answers)> answers)
    {
        var inOrder = answers.OrderBy(one => one.At).Select(one => one.Answers).ToList();
        return new([.. program.Outcomes.Select(outcome =>
        {
            var frequencies = inOrder.SelectMany(one => one.Outcomes).Where(answer => answer.Outcome == outcome.Id).Select(answer => answer.Frequency).OfType<Frequency>().ToList();
            var shown = frequencies.Take(frequencies.Count / Step * Step).ToList();
            return new OutcomeSoFar(outcome, shown.Count(frequency => frequency >= outcome.TargetFrequency), shown.Count);
        }).Where(outcome => outcome.Answers > 0)]);
    }
}
