using Followup.Programs;
using Followup.Rows;
using Followup.Shared.Http;
using Followup.Shared.Json;
using Followup.Shared.Keys;
using Followup.Shared.Languages;
using Microsoft.AspNetCore.Http;

namespace Followup.Cards;

/// <summary>
/// The form of one card: its field names, and how it is read. The first question opens the others: a learner without occasion is asked nothing more about
/// frequency, and a manager answers for all outcomes at once unless they differ. What stays closed does not count, even where a browser sends it along.
/// </summary>
public static class AnswerForm
{
    public const string CardField = "card", VersionField = "version", FirstField = "first", BarriersField = "barriers", ExampleField = "example", HelpField = "help";
    public const string Yes = "yes", No = "no", NoOccasion = "no-occasion", Differs = "differs", NotObserved = "not-observed";
    public const int LongestText = 1000;

    private static readonly string[] Frequencies = [.. Enum.GetValues<Frequency>().Select(frequency => Wire.NameOf(frequency))];

    public static string FieldOf(Outcome outcome) => $"outcome-{outcome.Id}";

    /// <summary>A missing answer has a value of its own, never zero.</summary>
    public static string ValueOf(Frequency? frequency, Audience audience) =>
        frequency is { } often ? Wire.NameOf(often) : audience == Audience.Learner ? NoOccasion : NotObserved;

    public static IReadOnlyList<string> FirstValues(ProgramDefinition program, Audience audience) => (audience, program.Outcomes.Count) switch
    {
        (Audience.Learner, _) => [Yes, No],
        (_, 1) => [.. Frequencies, NotObserved],
        _ => [.. Frequencies, Differs, NotObserved],
    };

    public static IReadOnlyList<string> OutcomeValues(Audience audience) => [.. Frequencies, ValueOf(null, audience)];

    /// <exception cref="FormatException">The form holds what our page never offers: it is not one of ours.</exception>
    public static Posted Read(IFormCollection form, ProgramDefinition program, Audience audience, Words words)
    {
        List<FieldError> errors = [];
        var first = Choice(FirstField, FirstValues(program, audience));
        if (first is null) errors.Add(new(FirstField, words[audience == Audience.Learner ? "error.occasion" : "error.how-often"]));
        var isEach = first is null or Yes or Differs;
        Dictionary<string, string> chosen = [];
        foreach (var outcome in program.Outcomes)
            if (Choice(FieldOf(outcome), OutcomeValues(audience)) is { } value) chosen[outcome.Id] = value;
            else if (first is Yes or Differs) errors.Add(new(FieldOf(outcome), words["error.choose-for", program.In(words.Language).StatementOf(outcome)]));

        var barriers = audience == Audience.Learner ? form[BarriersField].OfType<string>().Distinct().ToList() : [];
        if (barriers.Exists(id => !BarrierIds.All.Contains(id))) throw new FormatException("There is no such barrier.");
        var filled = new FormValues(first, isEach ? chosen : new Dictionary<string, string>(), barriers, Text(ExampleField), Text(HelpField));
        return errors.Count > 0 ? new(filled, null, errors) : new(filled, AnswersOf(filled, program), []);

        string? Choice(string field, IReadOnlyList<string> values)
        {
            var value = (string?)form[field];
            if (string.IsNullOrEmpty(value)) return null;
            return values.Contains(value) ? value : throw new FormatException("There is no such answer.");
        }

        string? Text(string field)
        {
            var text = new string([.. ((string?)form[field] ?? "").ReplaceLineEndings("\n").Where(c => c == '\n' || !char.IsControl(c))]).Trim();
            if (text.Length > LongestText) errors.Add(new(field, words["error.too-long", LongestText, text.Length]));
            return text == "" ? null : text;
        }
    }

    private static Answers AnswersOf(FormValues filled, ProgramDefinition program)
    {
        var outcomes = program.Outcomes.Select(outcome => new OutcomeAnswer(outcome.Id, FrequencyOf(filled.Outcomes.GetValueOrDefault(outcome.Id) ?? filled.First!))).ToList();
        var isRare = filled.First == No || outcomes.Exists(answer => answer.Frequency <= Frequency.Rarely);
        return new(outcomes, isRare ? filled.Barriers : [], filled.Example, filled.Help, OneForAll: outcomes.Count > 1 && Frequencies.Contains(filled.First));
    }

    /// <summary>Null for what is missing.</summary>
    private static Frequency? FrequencyOf(string value) => Array.IndexOf(Frequencies, value) is >= 0 and var index ? (Frequency)index : null;
}
