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

    /// <summary>The export has columns for so many outcomes.</summary>
    public const int MostOutcomes = 10;

    private static readonly string Tags = string.Join(", ", Shared.Languages.Language.All.Select(language => language.Tag));

    private static readonly Dictionary<string, Frequency> Frequencies =
        Enum.GetValues<Frequency>().ToDictionary(frequency => JsonNamingPolicy.KebabCaseLower.ConvertName(frequency.ToString()));

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
        foreach (var (i, alias) in program.Aliases.Index())
        {
            if (!IsAbsolute(alias))
                errors.Add(new($"aliases[{i}]", "An alias is an absolute address, such as the activity id your learning system reports."));
        }
        sent.RefuseOthers("id", "version", "completionDataOnly", "warnings");
        return program;
    }

    /// <summary>A path such as /course/1 counts as absolute, as a file, where there are no drive letters: it is none here.</summary>
    private static bool IsAbsolute(string address) => !address.StartsWith('/') && Uri.TryCreate(address, UriKind.Absolute, out _);

    private List<Outcome> Outcomes(JsonFields sent)
    {
        var outcomes = sent.Objects("outcomes").Select(Outcome).ToList();
        if (outcomes.Count > MostOutcomes)
            errors.Add(new("outcomes", $"These are {outcomes.Count} behaviors; {MostOutcomes} is the most."));
        var repeated = outcomes
            .Where(outcome => outcome.Id != "")
            .GroupBy(outcome => outcome.Id)
            .Where(group => group.Count() > 1);
        foreach (var group in repeated)
            errors.Add(new("outcomes", $"Two outcomes have the id '{group.Key}'; answers refer to it, so each needs its own."));
        return outcomes;
    }

    private Outcome Outcome(JsonFields sent)
    {
        var id = sent.Text("id", 63);
        if (id != "" && !Slug().IsMatch(id))
            errors.Add(new(sent.Path("id"), "Use lower-case letters, digits and hyphens, starting with a letter or digit."));
        var statement = sent.Text("statement", 300, "Say which behavior one would see: what a person does, in the third person.");
        var indicator = sent.OptionalText("indicator", 300)?.Trim();
        var target = Target(sent);
        sent.RefuseOthers();
        return new(id, statement, indicator is "" ? null : indicator, target);
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
            if (language == program.OwnLanguage)
                errors.Add(new(translations.Path(language.Tag), "This is the program's own language."));
            read[language.Tag] = Translation(texts, program);
        }
        translations.RefuseOthers();
        return read.Count == 0 ? null : read;
    }

    private ProgramTexts Translation(JsonFields texts, ProgramDefinition program)
    {
        var title = texts.Text("title", 200);
        var statements = texts.Nested("statements");
        if (statements is null && program.Outcomes.Count > 0)
            errors.Add(new(texts.Path("statements"), "This is required: the statement of each outcome, by its id."));
        var byId = program.Outcomes
            .Select(outcome => outcome.Id)
            .Distinct()
            .ToDictionary(id => id, id => statements?.Text(id, 300) ?? "");
        statements?.RefuseOthers();
        texts.RefuseOthers();
        return new(title, byId);
    }

    private Frequency Target(JsonFields sent)
    {
        var names = string.Join(", ", Frequencies.Keys);
        var text = sent.Text("targetFrequency", 20, $"Say from which frequency on it counts as applied: {names}.");
        if (text == "") return default;
        if (Frequencies.TryGetValue(text, out var target)) return target;
        errors.Add(new(sent.Path("targetFrequency"), $"'{text}' is none of {names}."));
        return default;
    }

    private List<string> Waves(JsonFields sent)
    {
        var waves = sent.Texts("waves", ["P42D"]).Select((wave, i) => WaveOf(wave, $"waves[{i}]")).ToList();
        if (waves.Count is 0 or > 6) errors.Add(new("waves", "Ask in 1 to 6 waves."));
        if (waves.Distinct().Count() < waves.Count) errors.Add(new("waves", "Two waves are the same."));
        return waves;
    }

    /// <summary>
    /// A wave by the clock is of whole minutes and less than a day, so that it stays apart from the waves that are counted in days.
    /// </summary>
    private string WaveOf(string text, string field) => ByTheClock(text) ?? PeriodOf(text, field);

    private static string? ByTheClock(string text)
    {
        if (!PeriodPattern.NormalizingIso.Parse(text).TryGetValue(Period.Zero, out var period)) return null;
        if (!period.HasTimeComponent || period.HasDateComponent) return null;
        var normal = period.Normalize();
        var isLessThanADay = normal is { Days: 0, Hours: >= 0, Minutes: >= 0 };
        var isOfMinutes = normal is { Seconds: 0, Milliseconds: 0, Ticks: 0, Nanoseconds: 0 };
        return isLessThanADay && isOfMinutes ? PeriodPattern.NormalizingIso.Format(normal) : null;
    }

    /// <summary>A period is kept in one form, because it becomes part of keys: P6W and P42D are the same wave.</summary>
    private string PeriodOf(string text, string field)
    {
        var isPeriod = PeriodPattern.NormalizingIso.Parse(text).TryGetValue(Period.Zero, out var period);
        if (isPeriod && !period.HasTimeComponent && IsWithin(period)) return PeriodPattern.NormalizingIso.Format(period.Normalize());
        errors.Add(new(field, $"'{text}' is no ISO 8601 period of whole days, weeks, months or years between P0D and P2Y, such as P42D."));
        return text;
    }

    private static bool IsWithin(Period period)
    {
        // each part alone first: a sum of huge parts would leave the calendar
        if (period is not { Years: >= 0 and <= 2, Months: >= 0 and <= 24, Weeks: >= 0 and <= 104, Days: >= 0 and <= 731 }) return false;
        var start = new LocalDate(2000, 1, 1);
        return start + period <= start + LongestWave;
    }

    private static ProgramDesign Design(JsonFields sent)
    {
        if (sent.Nested("design") is not { } design) return new();
        var read = new ProgramDesign(
            RoleSpecific: design.Flag("roleSpecific"),
            OwnTools: design.Flag("ownTools"),
            PractitionerInstructor: design.Flag("practitionerInstructor"),
            Mentor: design.Flag("mentor"),
            Workflow: design.Flag("workflow"));
        design.RefuseOthers();
        return read;
    }
}
