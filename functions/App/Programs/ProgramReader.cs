using System.Text.Json;
using Followup.Shared.Http;
using Followup.Shared.Json;
using Followup.Shared.Keys;
using Followup.Shared.Languages;

namespace Followup.Programs;

/// <summary>Reads a program as it was sent, and says everything that is wrong with it at once.</summary>
public sealed class ProgramReader
{
    /// <summary>The export has columns for so many outcomes.</summary>
    public const int MostOutcomes = 10;

    private const int LongestAlias = 200;

    private static readonly string Tags = string.Join(", ", Shared.Languages.Language.All.Select(language => language.Tag));

    private static readonly Dictionary<string, Frequency> Frequencies =
        Enum.GetValues<Frequency>().ToDictionary(frequency => JsonNamingPolicy.KebabCaseLower.ConvertName(frequency.ToString()));

    private static readonly Dictionary<string, ProgramStatus> Statuses =
        Enum.GetValues<ProgramStatus>().ToDictionary(status => Wire.NameOf(status));

    private static readonly Dictionary<string, Grouping> Groupings =
        Enum.GetValues<Grouping>().ToDictionary(grouping => Wire.NameOf(grouping));

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

    private ProgramDefinition Program(JsonFields sent)
    {
        var periods = new PeriodReader(errors);
        var program = new ProgramDefinition(Line(sent, "title", 200), Outcomes(sent))
        {
            Aliases = Aliases(sent),
            Waves = periods.Waves(sent.Texts("waves", ["P42D"])),
            MaxAge = periods.PeriodOf(sent.OptionalText("maxAge", 20) ?? "P1Y", "maxAge"),
            RepeatAfter = periods.RepeatAfter(sent.OptionalText("repeatAfter", 20)),
            Status = OneOf(sent, "status", Statuses),
            GroupedBy = OneOf(sent, "groupedBy", Groupings),
            Agreement = sent.Flag("agreement"),
            AtLeastHalf = sent.Flag("atLeastHalf"),
            FewestHeard = FewestHeard(sent),
            Design = Design(sent),
            Language = Language(sent),
        };
        program = program with { Translations = Translations(sent, program) };
        sent.RefuseOthers("id", "version", "completionDataOnly", "warnings", "waiting");
        return program;
    }

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
        if (id != "" && !Slug.Pattern().IsMatch(id))
            errors.Add(new(sent.Path("id"), "Use lower-case letters, digits and hyphens, starting with a letter or digit."));
        var statement = Line(sent, "statement", 300, "Say which behavior one would see: what a person does, in the third person.");
        var indicator = sent.OptionalText("indicator", 300) is { } text ? OneLine.Of(text) : null;
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
        var title = Line(texts, "title", 200);
        var statements = texts.Nested("statements");
        if (statements is null && program.Outcomes.Count > 0)
            errors.Add(new(texts.Path("statements"), "This is required: the statement of each outcome, by its id."));
        var byId = program.Outcomes
            .Select(outcome => outcome.Id)
            .Distinct()
            .ToDictionary(id => id, id => statements is null ? "" : Line(statements, id, 300));
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

    /// <summary>The default where it is not there.</summary>
    private T OneOf<T>(JsonFields sent, string name, Dictionary<string, T> known)
        where T : struct, Enum
    {
        var text = sent.OptionalText(name, 20);
        if (text is null) return default;
        if (known.TryGetValue(text, out var value)) return value;
        errors.Add(new(name, $"'{text}' is none of {string.Join(", ", known.Keys)}."));
        return default;
    }

    /// <summary>Null for the default.</summary>
    private static double? FewestHeard(JsonFields sent) =>
        sent.OptionalNumber("fewestHeard", least: 0, most: 1) is { } rate and not ProgramDefinition.DefaultFewestHeard ? rate : null;

    /// <summary>Any text by which a learning system calls the program: an address, a course code, a number.</summary>
    private List<string> Aliases(JsonFields sent)
    {
        var aliases = sent.Texts("aliases", []).Select(alias => alias.Trim()).ToList();
        foreach (var (i, alias) in aliases.Index())
        {
            if (FaultOf(alias) is { } reason) errors.Add(new($"aliases[{i}]", reason));
        }
        return aliases;

        static string? FaultOf(string alias) => alias switch
        {
            "" => "This is blank; give the name that the learning system reports, or leave it out.",
            { Length: > LongestAlias } => $"This is {alias.Length} characters long; {LongestAlias} is the most.",
            _ when OneLine.HasControls(alias) => "It holds a control character or a line break; give the name as it is reported.",
            _ => null,
        };
    }

    /// <summary>A text that is shown in one line, and must be there.</summary>
    private string Line(JsonFields sent, string name, int longest, string missing = "This is required.")
    {
        var text = sent.Text(name, longest, missing);
        var line = OneLine.Of(text);
        if (line == "" && text != "") errors.Add(new(sent.Path(name), missing));
        return line;
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
