using Followup.Results.Counts;
using Followup.Results.Figures;
using Followup.Shared.Keys;

namespace Followup.Results.Reports;

/// <summary>
/// Which groups of one dimension may be shown, for each wave and measure: see <see cref="SmallGroupSuppression"/>. Pairs and changes lie
/// inside the blocks of the answers they are made of, so they tell nothing finer than those.
/// </summary>
/// <remarks>
/// Only one dimension can be chosen at a time. Then figures of different dimensions cannot be played off against each other: months,
/// departments and roles each add up to the same total, and nothing that is a sum over whole months and a sum over whole departments is a
/// part of either.
/// </remarks>
public sealed class Disclosure
{
    private readonly List<string> names;
    private readonly Dictionary<string, Dictionary<string, Tally>> talliesByWave;
    private readonly Dictionary<(string Wave, Measure Measure), int[]> blocks;

    public Disclosure(ProgramMargins margins, Dimension dimension)
    {
        names = NamesOf(margins, dimension);
        talliesByWave = margins.Waves.ToDictionary(
            wave => wave.Wave,
            wave => Of(wave, dimension).ToDictionary(margin => margin.Name, margin => margin.Tally));
        blocks = BlockEnds(dimension).ToDictionary(
            ends => ends.Key,
            ends => SmallGroupSuppression.BlockNumbers(names.Count, ends.Value));
    }

    /// <summary>In the order in which neighbors are taken together: see <see cref="SmallGroupSuppression"/>.</summary>
    public IReadOnlyList<string> Names => names;

    /// <summary>Whether these groups together are whole blocks, so that their sum may be told where it is five or more in all.</summary>
    public bool AreWhole(string wave, Measure measure, IReadOnlySet<string> chosen)
    {
        if (!blocks.ContainsKey((wave, measure))) return false;
        return BlocksOf(wave, measure).All(block => block.All(chosen.Contains) || !block.Any(chosen.Contains));
    }

    /// <summary>Groups by the block they are in, in order.</summary>
    public IReadOnlyList<IReadOnlyList<string>> BlocksOf(string wave, Measure measure)
    {
        if (!blocks.TryGetValue((wave, measure), out var numbers)) return [names];

        var byBlock = names.Index().GroupBy(name => numbers[name.Index], name => name.Item);
        return [.. byBlock.Select(block => block.ToList())];
    }

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

    /// <summary>
    /// Months in time; other groups from where little was completed to where much was, so that small groups are taken together with small
    /// ones.
    /// </summary>
    private static List<string> NamesOf(ProgramMargins margins, Dimension dimension)
    {
        var groups = margins.Waves.SelectMany(wave => Of(wave, dimension)).GroupBy(margin => margin.Name);
        var byName = groups.OrderBy(group => group.Key, StringComparer.Ordinal);
        var inOrder = dimension == Dimension.Month
            ? byName.AsEnumerable()
            : byName.OrderBy(group => group.Sum(margin => margin.Tally[Audience.Learner, FunnelStep.Completed]));
        return [.. inOrder.Select(group => group.Key)];
    }

    private Dictionary<(string Wave, Measure Measure), HashSet<int>> BlockEnds(Dimension dimension)
    {
        Dictionary<(string Wave, Measure Measure), HashSet<int>> ends = [];
        foreach (var wave in talliesByWave.Keys)
        {
            foreach (var measure in new[] { Measure.Learner, Measure.Manager })
            {
                ends[(wave, measure)] = SmallGroupSuppression.BlockEnds(Counts(wave, measure));
            }
        }
        // exports give months with each answer of everybody: so months are taken together for all waves and audiences alike
        if (dimension == Dimension.Month)
        {
            var common = CommonEnds(ends);
            foreach (var key in ends.Keys.ToList()) ends[key] = common;
        }
        foreach (var wave in talliesByWave.Keys)
        {
            Nest(wave, Measure.Pairs, (wave, Measure.Learner), (wave, Measure.Manager));
            if (!talliesByWave.ContainsKey(Wave.Baseline)) continue;
            Nest(wave, Measure.LearnerSince, (wave, Measure.Learner), (Wave.Baseline, Measure.Learner));
            Nest(wave, Measure.ManagerSince, (wave, Measure.Manager), (Wave.Baseline, Measure.Manager));
        }
        return ends;

        // blocks of answers that are a part of two others end only where both of those do
        void Nest(string wave, Measure measure, (string Wave, Measure) first, (string Wave, Measure) second)
        {
            var both = ends[first].Intersect(ends[second]).ToHashSet();
            ends[(wave, measure)] = SmallGroupSuppression.BlockEnds(Counts(wave, measure), both);
        }
    }

    /// <summary>Ends that all waves and audiences share, of those with five or more answers in all; of fewer nothing is told.</summary>
    private HashSet<int> CommonEnds(Dictionary<(string Wave, Measure Measure), HashSet<int>> ends)
    {
        var told = ends.Where(one => Counts(one.Key.Wave, one.Key.Measure).Sum(count => count.Answers) >= Rate.Fewest).ToList();
        return [.. Enumerable.Range(0, names.Count).Where(i => told.TrueForAll(one => one.Value.Contains(i)))];
    }

    private List<(bool Asked, int Answers)> Counts(string wave, Measure measure)
    {
        var tallies = talliesByWave[wave];
        return names.ConvertAll(name => tallies.TryGetValue(name, out var tally)
            ? (IsAsked(tally, measure), Answers(tally, measure))
            : (false, 0));
    }

    private static bool IsAsked(Tally tally, Measure measure)
    {
        var audience = measure is Measure.Manager or Measure.ManagerSince ? Audience.Manager : Audience.Learner;
        return tally[audience, FunnelStep.Sent] > 0;
    }
}
