using Followup.Programs;
using Followup.Rows;
using Followup.Shared.Http;
using Followup.Shared.Keys;
using Followup.Shared.Languages;
using Microsoft.AspNetCore.Http;

namespace Followup.Cards;

/// <summary>
/// Reads one posted form, question after question. What the first question's answer leaves closed does not count, even where a browser
/// sends it along.
/// </summary>
internal sealed class AnswerFormReader(IFormCollection form, ProgramDefinition program, Audience audience, Words words)
{
    private readonly List<FieldError> errors = [];

    public Posted Read()
    {
        var first = ReadFirst();
        var outcomes = ReadOutcomes(areRequired: first is AnswerForm.Yes or AnswerForm.Differs);
        // without an answer to the first question the form is shown again, with all that was chosen
        var isOpen = first is null or AnswerForm.Yes or AnswerForm.Differs;
        var values = new FormValues(
            first, isOpen ? outcomes : [],
            ReadBarriers(), ReadText(AnswerForm.ExampleField), ReadText(AnswerForm.HelpField));
        return new(values, errors.Count == 0 ? AnswersOf(values) : null, errors);
    }

    private string? ReadFirst()
    {
        var first = ReadChoice(AnswerForm.FirstField, AnswerForm.FirstValues(program, audience));
        if (first is null)
        {
            var reason = audience == Audience.Learner ? "error.occasion" : "error.how-often";
            errors.Add(new(AnswerForm.FirstField, words[reason]));
        }
        return first;
    }

    /// <summary>The chosen values, by outcome id.</summary>
    private Dictionary<string, string> ReadOutcomes(bool areRequired)
    {
        Dictionary<string, string> chosen = [];
        foreach (var outcome in program.Outcomes)
        {
            var field = AnswerForm.FieldOf(outcome);
            if (ReadChoice(field, AnswerForm.OutcomeValues(audience)) is { } value)
            {
                chosen[outcome.Id] = value;
            }
            else if (areRequired)
            {
                var statement = program.In(words.Language).StatementOf(outcome);
                errors.Add(new(field, words["error.choose-for", statement]));
            }
        }
        return chosen;
    }

    private List<string> ReadBarriers()
    {
        if (audience != Audience.Learner) return [];
        var barriers = form[AnswerForm.BarriersField].OfType<string>().Distinct().ToList();
        if (!barriers.TrueForAll(BarrierIds.All.Contains)) throw new FormatException("There is no such barrier.");
        return barriers;
    }

    private string? ReadChoice(string field, IReadOnlyList<string> offered)
    {
        var value = (string?)form[field];
        if (string.IsNullOrEmpty(value)) return null;
        return offered.Contains(value) ? value : throw new FormatException("There is no such answer.");
    }

    private string? ReadText(string field)
    {
        var posted = ((string?)form[field] ?? "").ReplaceLineEndings("\n");
        var text = new string([.. posted.Where(c => c == '\n' || !char.IsControl(c))]).Trim();
        if (text.Length > AnswerForm.LongestText)
        {
            errors.Add(new(field, words["error.too-long", AnswerForm.LongestText, text.Length]));
        }
        return text == "" ? null : text;
    }

    private Answers AnswersOf(FormValues values)
    {
        var outcomes = program.Outcomes
            .Select(outcome => new OutcomeAnswer(outcome.Id, FrequencyOf(outcome, values)))
            .ToList();
        var isOneForAll = outcomes.Count > 1 && AnswerForm.FrequencyOf(values.First!) is not null;
        // barriers are asked about where the behavior is rare
        var isRare = values.First == AnswerForm.No || outcomes.Exists(answer => answer.Frequency <= Frequency.Rarely);
        return new(outcomes, isRare ? values.Barriers : [], values.Example, values.Help, isOneForAll);
    }

    /// <summary>The outcome's own frequency, or else the one that the first question gives for all outcomes.</summary>
    private static Frequency? FrequencyOf(Outcome outcome, FormValues values) =>
        AnswerForm.FrequencyOf(values.Outcomes.GetValueOrDefault(outcome.Id) ?? values.First!);
}
