using Followup.Programs;
using Followup.Rows;
using Followup.Shared.Keys;

namespace Followup.Cards;

/// <summary>A card's form as it is filled in: by what was saved, by the link of a mail, or by what was posted.</summary>
/// <param name="First">The first question's value: of a learner whether there was occasion, of a manager how often in all.</param>
/// <param name="Outcomes">Values by outcome id.</param>
public sealed record FormValues(
    string? First, IReadOnlyDictionary<string, string> Outcomes,
    IReadOnlyList<string> Barriers, string? Example = null, string? Help = null)
{
    public static readonly FormValues Empty = new(null, new Dictionary<string, string>(), []);

    public static FormValues Of(Answers saved, Audience audience)
    {
        var values = saved.Outcomes.ToDictionary(answer => answer.Outcome, answer => AnswerForm.ValueOf(answer.Frequency, audience));
        var isOneForAll = saved.OneForAll || values.Count == 1;
        var isMissing = saved.Outcomes.All(answer => answer.Frequency is null);
        var first = (audience, isMissing) switch
        {
            (Audience.Learner, true) => AnswerForm.No,
            (Audience.Learner, false) => AnswerForm.Yes,
            (_, true) => AnswerForm.NotObserved,
            _ => isOneForAll ? values.Values.First() : AnswerForm.Differs,
        };
        var each = first is AnswerForm.Yes or AnswerForm.Differs ? values : [];
        return new(first, each, saved.Barriers, saved.Example, saved.Help);
    }

    /// <summary>As the link of a mail fills the form in: only the first question, and only with a value that it offers.</summary>
    public static FormValues Preselected(string? first, ProgramDefinition program, Audience audience)
    {
        var isOffered = first is not null && AnswerForm.FirstValues(program, audience).Contains(first);
        return isOffered ? Empty with { First = first } : Empty;
    }
}
