using System.Text.Json.Serialization;
using Followup.Shared.Keys;
using Followup.Shared.Languages;
using NodaTime;

namespace Followup.Programs;

/// <summary>A training, with the behavior it should produce and how one would know.</summary>
public sealed record ProgramDefinition(string Title, IReadOnlyList<Outcome> Outcomes)
{
    /// <summary>
    /// Other names under which learning systems report the program, such as xAPI activity ids. Compared without regard to case.
    /// </summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>When to ask, as ISO 8601 periods after the day of completion.</summary>
    public IReadOnlyList<string> Waves { get; init; } = ["P42D"];

    /// <summary>The first wave after the day of completion: the one that the product asks about.</summary>
    [JsonIgnore]
    public string MainWave => Waves.FirstOrDefault(wave => wave != Wave.Baseline) ?? Waves[0];

    /// <summary>A completion that is reported when it is older than this is kept, but nobody is asked about it. ISO 8601 period.</summary>
    public string MaxAge { get; init; } = "P1Y";

    public ProgramDesign Design { get; init; } = new();

    /// <summary>BCP 47 tag of the language its texts are in; null is English.</summary>
    public string? Language { get; init; }

    /// <summary>Its texts in other languages, by tag, each whole; null where there are none.</summary>
    public IReadOnlyDictionary<string, ProgramTexts>? Translations { get; init; }

    /// <summary>
    /// Days that are nearer to each other than this are one completion of the same learner; null is <see cref="DefaultRepeatAfter"/>.
    /// ISO 8601 period.
    /// </summary>
    public string? RepeatAfter { get; init; }

    public const string DefaultRepeatAfter = "P30D";

    [JsonIgnore]
    public Period RepeatPeriod => Wave.Parse(RepeatAfter ?? DefaultRepeatAfter);

    /// <summary>Left out in JSON where it is active, so that a wording reads as it did before there was any.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public ProgramStatus Status { get; init; }

    /// <summary>
    /// Chosen before anybody is asked; a later change holds for answers that are asked for after it. Left out in JSON where it is the
    /// default, like what follows.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Grouping GroupedBy { get; init; }

    /// <summary>
    /// Whether it is told how far learner and manager agree. The figure links two answers, and is outside of what people are promised.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Agreement { get; init; }

    /// <summary>Whether "at least half of the behaviors" is told beside the headline, labelled as secondary.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool AtLeastHalf { get; init; }

    /// <summary>
    /// The response rate, 0 to 1, below which the finding is that too few were heard; null is <see cref="DefaultFewestHeard"/>.
    /// </summary>
    public double? FewestHeard { get; init; }

    public const double DefaultFewestHeard = 0.3;

    [JsonIgnore]
    public double LeastResponseRate => FewestHeard ?? DefaultFewestHeard;

    /// <summary>The same for wordings that ask the same: see <see cref="ProgramWording"/>.</summary>
    [JsonIgnore]
    public string WordingId => ProgramWording.IdOf(Outcomes);

    /// <summary>
    /// The program does not say which behavior it should produce, or not how one would know: nobody is asked about it, and nothing is
    /// claimed for it.
    /// </summary>
    [JsonIgnore]
    public bool IsCompletionDataOnly => Outcomes.Count == 0 || Outcomes.Any(outcome => outcome.Indicator is null);

    /// <summary>Why nobody is asked about it; null where people are.</summary>
    [JsonIgnore]
    public string? NobodyIsAsked => Status switch
    {
        ProgramStatus.Retired => "The program is retired.",
        ProgramStatus.Paused => "The program is paused.",
        _ when IsCompletionDataOnly => "The program is completion data only: it names no behavior, or not how one would know.",
        _ => null,
    };

    [JsonIgnore]
    public bool IsAsking => NobodyIsAsked is null;

    /// <summary>Its texts in a language, or in its own where it has none in that.</summary>
    public ProgramText In(Language language)
    {
        if (Translations?.GetValueOrDefault(language.Tag) is { } texts) return new(language, texts.Title, texts.Statements);
        var statements = Outcomes.ToDictionary(outcome => outcome.Id, outcome => outcome.Statement);
        return new(OwnLanguage, Title, statements);
    }

    [JsonIgnore]
    public Language OwnLanguage => Shared.Languages.Language.Find(Language) ?? Shared.Languages.Language.English;
}
