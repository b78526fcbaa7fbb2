using Followup.Programs;
using Followup.Shared.Json;
using Followup.Shared.Keys;
using Followup.Shared.Languages;
using Microsoft.AspNetCore.Http;

namespace Followup.Cards;

/// <summary>
/// The form of one card: its field names, and the values that its questions offer. The first question opens the others: a learner without
/// occasion is asked nothing more about frequency, and a manager answers for all outcomes at once unless they differ.
/// </summary>
public static class AnswerForm
{
    public const string CardField = "card";
    public const string VersionField = "version";
    public const string FirstField = "first";
    public const string BarriersField = "barriers";
    public const string ExampleField = "example";
    public const string HelpField = "help";

    public const string Yes = "yes";
    public const string No = "no";
    public const string NoOccasion = "no-occasion";
    public const string Differs = "differs";
    public const string NotObserved = "not-observed";

    public const int LongestText = 1000;

    private static readonly string[] Frequencies = [.. Enum.GetValues<Frequency>().Select(frequency => Wire.NameOf(frequency))];

    public static string FieldOf(Outcome outcome) => $"outcome-{outcome.Id}";

    /// <summary>A missing answer has a value of its own, never zero.</summary>
    public static string ValueOf(Frequency? frequency, Audience audience) => (frequency, audience) switch
    {
        ({ } given, _) => Frequencies[(int)given],
        (null, Audience.Learner) => NoOccasion,
        _ => NotObserved,
    };

    /// <summary>The frequency that a value names; null for a value that names none, such as that of a missing answer.</summary>
    public static Frequency? FrequencyOf(string value) =>
        Array.IndexOf(Frequencies, value) is >= 0 and var index ? (Frequency)index : null;

    public static IReadOnlyList<string> FirstValues(ProgramDefinition program, Audience audience) =>
        (audience, program.Outcomes.Count) switch
        {
            (Audience.Learner, _) => [Yes, No],
            (_, 1) => [.. Frequencies, NotObserved],
            _ => [.. Frequencies, Differs, NotObserved],
        };

    public static IReadOnlyList<string> OutcomeValues(Audience audience) => [.. Frequencies, ValueOf(null, audience)];

    /// <exception cref="FormatException">The form holds what our page never offers: it is not one of ours.</exception>
    public static Posted Read(IFormCollection form, ProgramDefinition program, Audience audience, Words words) =>
        new AnswerFormReader(form, program, audience, words).Read();
}
