using System.Text.Json;
using System.Text.RegularExpressions;
using Followup.Shared.Http;
using Followup.Shared.Keys;
using NodaTime;
using NodaTime.Text;

namespace Followup.Programs;

/// <summary>Reads a program as it was sent, and says everything that is wrong with it at once.</summary>
public sealed partial class ProgramReader
{
    private static readonly Period LongestWave = Period.FromYears(2);

    /// <summary>The columns of the export are made for so many.</summary>
    public const int MostOutcomes = 10;

    private static readonly string Tags = string.Join(", ", Shared.Languages.Language.All.Select(language => language.Tag));

    private readonly List<FieldError> errors = [];

    public static (ProgramDefinition? Program, IReadOnlyList<FieldError> Errors) Read(JsonElement sent)
    {
        var reader = new ProgramReader();
        try
        {
            var program = reader.Program(new(sent, "", reader.errors));
            return reader.errors.Count == 0 ? (program, []) : (null, reader.errors);
        }
        catch (InvalidOperationException)
        {
            // what JsonElement throws on an escaped half of a surrogate pair
            return (null, [new("$", "A text in it is not valid Unicode.")]);
        }
    }

    /// <summary>Lower-case letters, digits and hyphens: keys need no escaping, and links read well.</summary>
    [GeneratedRegex(@"\A[a-z0-9][a-z0-9-]{0,62}\z")]
    public static partial Regex Slug();

    private ProgramDefinition Program(JsonFields sent)
    {
        var program = new ProgramDefinition(sent.Text("title", 200), Outcomes(sent))
        {
            Aliases = sent.Texts("aliases", []),
            Waves = Waves(sent),
            MaxAge = PeriodOf(sent.OptionalText("maxAge", 20) ?? "P1Y", "maxAge"),
            Design = Design(sent),
            Language = Language(sent),
        };
        program = program with { Translations = Translations(sent, program) };
        for (var i = 0; i < program.Aliases.Count; i++)
            // a path such as /course/1 counts as absolute, as a file, where there are no drive letters
            if (program.Aliases[i].StartsWith('/') || !Uri.TryCreate(program.Aliases[i], UriKind.Absolute, out _))
                errors.Add(new($"aliases[{i}]", "An alias is an absolute address, such as the activity id your learning system reports."));
        sent.RefuseOthers("id", "version", "completionDataOnly", "warnings");
        return program;
    }

    private List<Outcome> Outcomes(JsonFields sent)
    {
        var outcomes = sent.Objects("outcomes").Select(Outcome).ToList();
        if (outcomes.Count > MostOutcomes) errors.Add(new("outcomes", $"These are {outcomes.Count} behaviors; {MostOutcomes} is the most."));
        foreach (var twice in outcomes.Where(outcome => outcome.Id != "").GroupBy(outcome => outcome.Id).Where(same => same.Count() > 1))
            errors.Add(new("outcomes", $"Two outcomes have the id '{twice.Key}'; answers refer to it, so each needs its own."));
        return outcomes;
    }

    private Outcome Outcome(JsonFields sent)
    {
        var id = sent.Text("id", 63);
        if (id != "" && !Slug().IsMatch(id)) errors.Add(new(sent.Path("id"), "Use lower-case letters, digits and hyphens, starting with a letter or digit."));
        var outcome = new Outcome(
            id, sent.Text("statement", 300, "Say which behavior one would see: what a person does, in the third person."),
            sent.OptionalText("indicator", 300)?.Trim() is { Length: > 0 } indicator ? indicator : null, Target(sent));
        sent.RefuseOthers();
        return outcome;
    }

    private string? Language(JsonFields sent)
    {
        var tag = sent.OptionalText("language", 20);
        if (tag is null || Shared.Languages.Language.Find(tag) is { Tag: var known } && known == tag) return tag;
        errors.Add(new("language", $"'{tag}' is none of {Tags}."));
        return null;
    }

    /// <summary>A translation is whole, or the page would speak two languages.</summary>
    private Dictionary<string, ProgramTexts>? Translations(JsonFields sent, ProgramDefinition program)
    {
        if (sent.Nested("translations") is not { } translations) return null;
        Dictionary<string, ProgramTexts> read = [];
        foreach (var language in Shared.Languages.Language.All)
        {
            if (translations.Nested(language.Tag) is not { } texts) continue;
            if (language == program.OwnLanguage) errors.Add(new(translations.Path(language.Tag), "This is the program's own language."));
            var title = texts.Text("title", 200);
            var statements = texts.Nested("statements");
            if (statements is null && program.Outcomes.Count > 0) errors.Add(new(texts.Path("statements"), "This is required: the statement of each outcome, by its id."));
            read[language.Tag] = new(title, program.Outcomes.DistinctBy(outcome => outcome.Id).ToDictionary(outcome => outcome.Id, outcome => statements?.Text(outcome.Id, 300) ?? ""));
            statements?.RefuseOthers();
            texts.RefuseOthers();
        }
        translations.RefuseOthers();
        return read.Count == 0 ? null : read;
    }

    private Frequency Target(JsonFields sent)
    {
        var names = Enum.GetValues<Frequency>().ToDictionary(frequency => JsonNamingPolicy.KebabCaseLower.ConvertName(frequency.ToString()));
        var text = sent.Text("targetFrequency", 20, $"Say from which frequency on it counts as applied: {string.Join(", ", names.Keys)}.");
        if (text == "") return default;
        if (names.TryGetValue(text, out var target)) return target;
        errors.Add(new(sent.Path("targetFrequency"), $"'{text}' is none of {string.Join(", ", names.Keys)}."));
        return default;
    }

    private List<string> Waves(JsonFields sent)
    {
        var waves = sent.Texts("waves", ["P42D"]).Select((wave, i) => WaveOf(wave, $"waves[{i}]")).ToList();
        if (waves.Count is 0 or > 6) errors.Add(new("waves", "Ask in 1 to 6 waves."));
        if (waves.Distinct().Count() < waves.Count) errors.Add(new("waves", "Two waves are the same."));
        return waves;
    }

    /// <summary>Less than a day, so that it stays apart from the waves that are counted in days.</summary>
    private string WaveOf(string text, string field) =>
        PeriodPattern.NormalizingIso.Parse(text).TryGetValue(Period.Zero, out var period) && period is { HasTimeComponent: true, HasDateComponent: false }
        && period.Normalize() is { Days: 0, Hours: >= 0, Minutes: >= 0, Seconds: 0, Milliseconds: 0, Ticks: 0, Nanoseconds: 0 } normal
            ? PeriodPattern.NormalizingIso.Format(normal)
            : PeriodOf(text, field);

    /// <summary>Kept in one form, because it becomes part of keys: P6W and P42D are the same wave.</summary>
    private string PeriodOf(string text, string field)
    {
        if (PeriodPattern.NormalizingIso.Parse(text).TryGetValue(Period.Zero, out var period)
            && !period.HasTimeComponent && IsWithin(period)) return PeriodPattern.NormalizingIso.Format(period.Normalize());
        errors.Add(new(field, $"'{text}' is no ISO 8601 period of whole days, weeks, months or years between P0D and P2Y, such as P42D."));
        return text;

        static bool IsWithin(Period period)
        {
            // each part alone first: a sum of huge ones would leave the calendar
            if (period is not { Years: >= 0 and <= 2, Months: >= 0 and <= 24, Weeks: >= 0 and <= 104, Days: >= 0 and <= 731 }) return false;
            var start = new LocalDate(2000, 1, 1);
            return start + period <= start + LongestWave;
        }
    }

    private static ProgramDesign Design(JsonFields sent)
    {
        if (sent.Nested("design") is not { } design) return new();
        var read = new ProgramDesign(
            design.Flag("roleSpecific"), design.Flag("ownTools"), design.Flag("practitionerInstructor"), design.Flag("mentor"), design.Flag("workflow"));
        design.RefuseOthers();
        return read;
    }
}
