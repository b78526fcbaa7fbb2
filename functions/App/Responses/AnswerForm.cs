using System.Text.Json;
using Followup.Programs;
using Followup.Shared;
using Microsoft.AspNetCore.Http;

namespace Followup.Responses;

/// <summary>What was posted for one card: as complete as it is, with what is missing.</summary>
/// <param name="Errors">By field name of the form; empty when it can be saved.</param>
public sealed record Posted(Answers Answers, IReadOnlyList<FieldError> Errors);

/// <summary>The form of one card: its field names, and how it is read.</summary>
public static class AnswerForm
{
    public const string CardField = "card", VersionField = "version", BarriersField = "barriers", ExampleField = "example", HelpField = "help";
    public const int LongestText = 1000;

    public static string FieldOf(Outcome outcome) => $"outcome-{outcome.Id}";

    public static string ValueOf(Frequency frequency) => JsonNamingPolicy.KebabCaseLower.ConvertName(frequency.ToString());

    /// <summary>The answer that is missing, never zero.</summary>
    public static string MissingValue(Audience audience) => audience == Audience.Learner ? "no-occasion" : "not-observed";

    /// <exception cref="FormatException">The form holds what our page never offers: it is not one of ours.</exception>
    public static Posted Read(IFormCollection form, ProgramDefinition program, Audience audience)
    {
        List<FieldError> errors = [];
        var outcomes = program.Outcomes.Select(outcome =>
        {
            var value = (string?)form[FieldOf(outcome)];
            if (string.IsNullOrEmpty(value)) errors.Add(new(FieldOf(outcome), $"Choose an answer for “{outcome.Statement}”"));
            return (outcome, value);
        }).Where(chosen => !string.IsNullOrEmpty(chosen.value)).Select(chosen => new OutcomeAnswer(chosen.outcome.Id, FrequencyOf(chosen.value!, audience))).ToList();

        var barriers = audience == Audience.Learner ? form[BarriersField].OfType<string>().Distinct().ToList() : [];
        if (barriers.Exists(id => Barrier.All.All(barrier => barrier.Id != id))) throw new FormatException("There is no such barrier.");
        return new(new Answers(outcomes, barriers, Text(ExampleField, "example"), Text(HelpField, "answer")), errors);

        string? Text(string field, string what)
        {
            var text = new string([.. ((string?)form[field] ?? "").ReplaceLineEndings("\n").Where(c => c == '\n' || !char.IsControl(c))]).Trim();
            if (text.Length > LongestText) errors.Add(new(field, $"Shorten your {what} to {LongestText} characters; it has {text.Length}"));
            return text == "" ? null : text;
        }
    }

    private static Frequency? FrequencyOf(string value, Audience audience)
    {
        if (value == MissingValue(audience)) return null;
        foreach (var frequency in Enum.GetValues<Frequency>())
            if (ValueOf(frequency) == value) return frequency;
        throw new FormatException("There is no such answer.");
    }
}
