using Followup.Programs;
using Followup.Results.Counts;
using Followup.Results.Figures;
using Followup.Shared.Keys;
using NodaTime;
using NodaTime.Text;

namespace Followup.Results.Reports;

/// <summary>
/// All figures of a program that may be shown, and no other. Pages, exports and the API take theirs from here, so what is hidden in one is
/// hidden in all.
/// </summary>
public sealed class ProgramReport(StoredProgram program, ProgramMargins margins)
{
    private readonly Dictionary<Dimension, Disclosure> disclosures = [];
    private readonly Dictionary<(string Wave, Dimension), IReadOnlyList<NamedFigures>> namedFigures = [];
    private readonly Dictionary<string, Tally> totals = [];

    public StoredProgram Program => program;

    /// <summary>Waves as declared, and those asked before by an earlier wording.</summary>
    public IReadOnlyList<string> Waves { get; } = [.. program.Definition.Waves.Union(margins.Waves.Select(wave => wave.Wave))];

    /// <summary>The first wave after the day of completion: the one that the product asks about.</summary>
    public string MainWave => program.Definition.Waves.FirstOrDefault(wave => wave != Wave.Baseline) ?? program.Definition.Waves[0];

    public IReadOnlyList<string> Departments => NamesOf(Dimension.Department);

    public IReadOnlyList<string> Roles => NamesOf(Dimension.Role);

    /// <summary>Months of completion taken together as they may be told; the same for all waves and both audiences.</summary>
    public IReadOnlyList<IReadOnlyList<string>> MonthBlocks => margins.Waves.Count == 0
        ? []
        : Disclosure(Dimension.Month).BlocksOf(margins.Waves[0].Wave, Measure.Learner);

    public GroupFigures All(string wave) => Figures(wave, Dimension.All, null);

    /// <param name="shown">The months that are shown, where months were chosen: those that can be told without one that cannot.</param>
    public GroupFigures Of(string wave, GroupFilter filter, out IReadOnlyList<string> shown)
    {
        shown = MonthsIn(filter.Months);
        return filter.Dimension switch
        {
            Dimension.All => All(wave),
            Dimension.Month => Figures(wave, Dimension.Month, shown.ToHashSet()),
            var dimension => Figures(wave, dimension, [(filter.Department ?? filter.Role)!]),
        };
    }

    /// <summary>The months of whole blocks in a range.</summary>
    public IReadOnlyList<string> MonthsIn(MonthRange range)
    {
        var whole = MonthBlocks.Where(block => block.All(month => range.Contains(MonthOf(month))));
        return [.. whole.SelectMany(block => block)];
    }

    /// <summary>The month that a margin of the dimension is named by.</summary>
    public static YearMonth MonthOf(string name) => YearMonthPattern.Iso.Parse(name).GetValueOrThrow();

    /// <summary>Answers of both audiences in all waves, about completions of these months.</summary>
    public int AnswersIn(IReadOnlyList<string> months)
    {
        var chosen = margins.Waves.SelectMany(wave => wave.Months).Where(month => months.Contains(month.Name));
        return chosen.Sum(month => Answers(month, Audience.Learner) + Answers(month, Audience.Manager));

        static int Answers(Margin month, Audience audience) => month.Tally[audience, AnswerCount.Answers];
    }

    /// <summary>The groups of a dimension: months in time, others by name.</summary>
    public IReadOnlyList<NamedFigures> By(string wave, Dimension dimension)
    {
        if (!namedFigures.TryGetValue((wave, dimension), out var found))
        {
            namedFigures[(wave, dimension)] = found = [.. Named(wave, dimension)];
        }
        return found;
    }

    /// <summary>ISO 8601: a month, or an interval of months.</summary>
    public static string NameOf(IReadOnlyList<string> months) => months.Count == 1 ? months[0] : $"{months[0]}/{months[^1]}";

    /// <summary>Whether answers of this wave and audience are told at all: there are five or more.</summary>
    public bool IsTold(string wave, Audience audience) =>
        IsTold(wave, audience == Audience.Learner ? Measure.Learner : Measure.Manager);

    private IEnumerable<NamedFigures> Named(string wave, Dimension dimension)
    {
        return dimension switch
        {
            Dimension.All => [new("", All(wave))],
            Dimension.Month => MonthBlocks.Select(block => Group(NameOf(block), block)),
            _ => NamesOf(dimension).Select(name => Group(name, [name])),
        };

        NamedFigures Group(string name, IEnumerable<string> chosen) => new(name, Figures(wave, dimension, chosen.ToHashSet()));
    }

    private bool IsTold(string wave, Measure measure) => Reports.Disclosure.Answers(Total(wave), measure) is 0 or >= Rate.Fewest;

    /// <param name="chosen">Groups of the dimension; everybody where null.</param>
    private GroupFigures Figures(string wave, Dimension dimension, HashSet<string>? chosen)
    {
        var tally = chosen is null ? Total(wave) : Sum(wave, dimension, chosen);
        var hasBaseline = wave != Wave.Baseline && Waves.Contains(Wave.Baseline);
        return GroupFigures.Of(program.Definition, margins, tally, isAll: chosen is null, hasBaseline, MayTell);

        bool MayTell(Measure measure)
        {
            if (!IsTold(wave, measure)) return false;
            if (chosen is null) return true;
            return chosen.Count > 0 && Disclosure(dimension).AreWhole(wave, measure, chosen);
        }
    }

    private Tally Total(string wave)
    {
        // months add up to everybody, as departments and roles do
        if (!totals.TryGetValue(wave, out var total)) totals[wave] = total = Sum(wave, Dimension.Month, null);
        return total;
    }

    private Tally Sum(string wave, Dimension dimension, HashSet<string>? chosen)
    {
        var counted = margins.Waves.FirstOrDefault(known => known.Wave == wave);
        if (counted is null) return new Tally(margins.Outcomes.Count);

        var groups = Reports.Disclosure.Of(counted, dimension).Where(margin => chosen is null || chosen.Contains(margin.Name));
        return Tally.Sum(margins.Outcomes.Count, groups.Select(margin => margin.Tally));
    }

    private IReadOnlyList<string> NamesOf(Dimension dimension) => [.. Disclosure(dimension).Names.Order(StringComparer.Ordinal)];

    private Disclosure Disclosure(Dimension dimension)
    {
        if (!disclosures.TryGetValue(dimension, out var found)) disclosures[dimension] = found = new(margins, dimension);
        return found;
    }
}
