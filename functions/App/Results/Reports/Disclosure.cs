using Followup.Results.Counts;
using Followup.Results.Figures;
using Followup.Shared.Keys;

namespace Followup.Results.Reports;

/// <summary>
/// Which groups of one dimension may be shown, for each wave and measure: see <see cref="SmallGroupSuppression"/>. Pairs and changes lie inside the blocks of the answers they are made of,
/// so they tell nothing finer than those.
/// </summary>
/// <remarks>
/// Only one dimension can be chosen at a time. Then figures of different dimensions cannot be played off against each other: months, departments and roles each add
/// up to the same total, and nothing that is a sum over whole months and a sum over whole departments is a part of either.
/// </remarks>
public sealed class Disclosure
{
    private readonly List<string> names;
    private readonly Dictionary<(string Wave, Measure), int[]> blocks = [];

    public Disclosure(ProgramMargins margins, Dimension dimension)
    {
        // from where little was completed to where much was: small groups are taken together with small ones
        var completed = margins.Waves.SelectMany(wave => Of(wave, dimension)).GroupBy(margin => margin.Name)
            .Select(same => (Name: same.Key, Count: same.Sum(margin => margin.Tally[Audience.Learner, FunnelStep.Completed])));
        names = [.. (dimension == Dimension.Month ? completed.OrderBy(one => one.Name, StringComparer.Ordinal)
            : completed.OrderBy(one => one.Count).ThenBy(one => one.Name, StringComparer.Ordinal)).Select(one => one.Name)];

        var groups = margins.Waves.ToDictionary(wave => wave.Wave, wave => Of(wave, dimension).ToDictionary(margin => margin.Name, margin => margin.Tally));
        Dictionary<(string, Measure), HashSet<int>> ends = [];
        foreach (var wave in groups.Keys)
            foreach (var measure in new[] { Measure.Learner, Measure.Manager }) ends[(wave, measure)] = SmallGroupSuppression.BlockEnds(Counts(wave, measure));
        // exports give months, to each answer of everybody: so months are taken together for all waves and audiences alike
        if (dimension == Dimension.Month)
        {
            var told = ends.Keys.Where(key => Counts(key.Item1, key.Item2).Sum(count => count.Answers) >= Rate.Fewest).ToList();
            var common = Enumerable.Range(0, names.Count).Where(i => told.TrueForAll(key => ends[key].Contains(i))).ToHashSet();
            foreach (var key in ends.Keys.ToList()) ends[key] = common;
        }
        foreach (var wave in groups.Keys)
        {
            Nest(wave, Measure.Pairs, ends[(wave, Measure.Learner)], ends[(wave, Measure.Manager)]);
            if (!groups.ContainsKey(Wave.Baseline)) continue;
            Nest(wave, Measure.LearnerSince, ends[(wave, Measure.Learner)], ends[(Wave.Baseline, Measure.Learner)]);
            Nest(wave, Measure.ManagerSince, ends[(wave, Measure.Manager)], ends[(Wave.Baseline, Measure.Manager)]);
        }
        foreach (var (key, at) in ends) blocks[key] = SmallGroupSuppression.BlockNumbers(names.Count, at);

        void Nest(string wave, Measure measure, HashSet<int> one, HashSet<int> other) =>
            ends[(wave, measure)] = SmallGroupSuppression.BlockEnds(Counts(wave, measure), one.Intersect(other).ToHashSet());

        List<(bool Asked, int Answers)> Counts(string wave, Measure measure) =>
            names.ConvertAll(name => groups[wave].TryGetValue(name, out var tally) ? (Asked(tally, measure), Answers(tally, measure)) : (false, 0));
    }

    /// <summary>In the order of <see cref="SmallGroupSuppression"/>.</summary>
    public IReadOnlyList<string> Names => names;

    /// <summary>Whether these groups together are whole blocks, so that their sum may be told where it is five or more in all.</summary>
    public bool AreWhole(string wave, Measure measure, IReadOnlySet<string> chosen)
    {
        if (!blocks.TryGetValue((wave, measure), out var numbers)) return false;
        return Enumerable.Range(0, names.Count).GroupBy(i => numbers[i]).All(block => block.Select(i => chosen.Contains(names[i])).Distinct().Count() == 1);
    }

    /// <summary>Groups by the block they are in, in order.</summary>
    public IReadOnlyList<IReadOnlyList<string>> BlocksOf(string wave, Measure measure) => blocks.TryGetValue((wave, measure), out var numbers)
        ? [.. names.Index().GroupBy(one => numbers[one.Index]).Select(block => block.Select(one => one.Item).ToList())] : [names];

    public static int Answers(Tally tally, Measure measure) => measure switch
    {
        Measure.Learner => tally[Audience.Learner, AnswerCount.Answers],
        Measure.Manager => tally[Audience.Manager, AnswerCount.Answers],
        Measure.Pairs => tally.BothAnswered,
        Measure.LearnerSince => tally[Audience.Learner, AnswerCount.AnsweredThenToo],
        _ => tally[Audience.Manager, AnswerCount.AnsweredThenToo],
    };

    public static IReadOnlyList<Margin> Of(WaveMargins wave, Dimension dimension) => dimension switch
    {
        Dimension.Month => wave.Months,
        Dimension.Department => wave.Departments,
        _ => wave.Roles,
    };

    private static bool Asked(Tally tally, Measure measure) =>
        tally[measure is Measure.Manager or Measure.ManagerSince ? Audience.Manager : Audience.Learner, FunnelStep.Sent] > 0;
}
