using Followup.Programs;
using Followup.Results.Counts;
using Followup.Results.Figures;
using Followup.Shared.Keys;
using NodaTime;
using NodaTime.Text;

namespace Followup.Results.Reports;

/// <summary>
/// All figures of a program that may be shown, and no other. Pages, exports and the API take theirs from here, so what is hidden in one is hidden in all.
/// </summary>
public sealed class ProgramReport(StoredProgram program, ProgramMargins margins)
{
    private readonly Dictionary<Dimension, Disclosure> disclosures = [];
    private readonly Dictionary<(string, Dimension), IReadOnlyList<NamedFigures>> named = [];
    private readonly Dictionary<string, Tally> totals = [];

    public StoredProgram Program => program;

    /// <summary>As declared, and those asked before by an earlier wording.</summary>
    public IReadOnlyList<string> Waves { get; } = [.. program.Definition.Waves.Union(margins.Waves.Select(wave => wave.Wave))];

    /// <summary>The first after the day of completion: the one that the product asks about.</summary>
    public string MainWave => program.Definition.Waves.FirstOrDefault(wave => wave != Wave.Baseline) ?? program.Definition.Waves[0];

    public IReadOnlyList<string> Departments => [.. Disclosure(Dimension.Department).Names.Order(StringComparer.Ordinal)];

    public IReadOnlyList<string> Roles => [.. Disclosure(Dimension.Role).Names.Order(StringComparer.Ordinal)];

    /// <summary>Months of completion taken together as they may be told; the same for all waves and both audiences.</summary>
    public IReadOnlyList<IReadOnlyList<string>> MonthBlocks => margins.Waves.Count == 0 ? [] : Disclosure(Dimension.Month).BlocksOf(margins.Waves[0].Wave, Measure.Learner);

    public GroupFigures All(string wave) => Figures(wave, Dimension.All, null);

    /// <param name="shown">The months that are shown, where months were chosen: those that can be told without one that cannot.</param>
    public GroupFigures Of(string wave, GroupFilter filter, out IReadOnlyList<string> shown)
    {
        shown = MonthsIn(filter.Months);
        return filter.Dimension switch
        {
            Dimension.All => All(wave),
            Dimension.Month => Figures(wave, Dimension.Month, shown.ToHashSet()),
            var dimension => Figures(wave, dimension, new HashSet<string> { (filter.Department ?? filter.Role)! }),
        };
    }

    /// <summary>The months of whole blocks in a range.</summary>
    public IReadOnlyList<string> MonthsIn(MonthRange range) =>
        [.. MonthBlocks.Where(block => block.All(month => range.Contains(MonthOf(month)))).SelectMany(block => block)];

    /// <summary>The month that a margin of the dimension is named by.</summary>
    public static YearMonth MonthOf(string name) => YearMonthPattern.Iso.Parse(name).GetValueOrThrow();

    /// <summary>Answers of both audiences in all waves, about completions of these months.</summary>
    public int AnswersIn(IReadOnlyList<string> months) => margins.Waves.SelectMany(wave => wave.Months).Where(month => months.Contains(month.Name))
        .Sum(month => month.Tally[Audience.Learner, AnswerCount.Answers] + month.Tally[Audience.Manager, AnswerCount.Answers]);

    /// <summary>The groups of a dimension: months in time, others by name.</summary>
    public IReadOnlyList<NamedFigures> By(string wave, Dimension dimension)
    {
        if (!named.TryGetValue((wave, dimension), out var found)) named[(wave, dimension)] = found = Named(wave, dimension);
        return found;
    }

    private IReadOnlyList<NamedFigures> Named(string wave, Dimension dimension) => dimension switch
    {
        Dimension.All => [new("", All(wave))],
        Dimension.Month => [.. MonthBlocks.Select(block => new NamedFigures(NameOf(block), Figures(wave, dimension, block.ToHashSet())))],
        _ => [.. Disclosure(dimension).Names.Order(StringComparer.Ordinal).Select(name => new NamedFigures(name, Figures(wave, dimension, new HashSet<string> { name })))],
    };

    /// <summary>ISO 8601: a month, or an interval of months.</summary>
    public static string NameOf(IReadOnlyList<string> months) => months.Count == 1 ? months[0] : $"{months[0]}/{months[^1]}";

    /// <summary>Whether answers of this wave and audience are told at all: there are five or more.</summary>
    public bool IsTold(string wave, Audience audience) => IsTold(wave, audience == Audience.Learner ? Measure.Learner : Measure.Manager);

    private bool IsTold(string wave, Measure measure) => Reports.Disclosure.Answers(Sum(wave, Dimension.All, null), measure) is 0 or >= Rate.Fewest;

    private GroupFigures Figures(string wave, Dimension dimension, IReadOnlySet<string>? chosen) => GroupFigures.Of(
        program.Definition, margins, Sum(wave, dimension, chosen), chosen is null, wave != Wave.Baseline && Waves.Contains(Wave.Baseline),
        measure => IsTold(wave, measure) && (chosen is null || (chosen.Count > 0 && Disclosure(dimension).AreWhole(wave, measure, chosen))));

    private Tally Sum(string wave, Dimension dimension, IReadOnlySet<string>? chosen)
    {
        if (chosen is null && totals.TryGetValue(wave, out var total)) return total;
        var counted = margins.Waves.FirstOrDefault(one => one.Wave == wave);
        var sum = Tally.Sum(margins.Outcomes.Count, counted is null ? [] :
            Reports.Disclosure.Of(counted, dimension == Dimension.All ? Dimension.Month : dimension).Where(margin => chosen?.Contains(margin.Name) != false).Select(margin => margin.Tally));
        if (chosen is null) totals[wave] = sum;
        return sum;
    }

    private Disclosure Disclosure(Dimension dimension)
    {
        if (!disclosures.TryGetValue(dimension, out var found)) disclosures[dimension] = found = new(margins, dimension);
        return found;
    }
}
