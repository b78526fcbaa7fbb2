using System.Globalization;
using System.Text.Json;
using Followup.Results.Figures;
using Followup.Results.Reports;
using Followup.Shared.Json;
using Followup.Shared.Keys;
using Followup.Tests.Results.Figures;
using static Followup.Tests.Results.Organization;

namespace Followup.Tests.Results.Reports;

/// <summary>
/// An attacker who sees every figure that is shown of a random organization, with all filters, and can add and subtract, and knows our rule. Longer:
/// <c>FOLLOWUP_ORGANIZATIONS=n</c> (100).
/// </summary>
public sealed class DisclosureTests
{
    private static readonly string[] Waves = ["P0D", "P42D"];
    private static readonly Followup.Programs.ProgramDefinition TwoWaves = Definition with { Waves = Waves };
    private static readonly int Organizations = int.Parse(Environment.GetEnvironmentVariable("FOLLOWUP_ORGANIZATIONS") ?? "100", CultureInfo.InvariantCulture);

    [Fact]
    public void Nobody_can_add_and_subtract_a_hidden_count()
    {
        var attacked = 0;
        for (var seed = 0; seed < Organizations; seed++)
        {
            var completions = AtRandom(new Random(seed), Waves);
            var report = Report(completions, TwoWaves);
            var cells = completions.Select(one => (one.Month, one.Department, one.Role)).Distinct().ToList();
            // every cell there could be: who knows of one that nobody is in knows it without us
            var all = (from month in cells.Select(cell => cell.Month).Distinct()
                       from department in cells.Select(cell => cell.Department).Distinct()
                       from role in cells.Select(cell => cell.Role).Distinct()
                       select (month, department, role)).ToList();
            foreach (var wave in Waves)
                foreach (var audience in Enum.GetValues<Audience>())
                {
                    var (told, hidden) = Groups(report, wave, audience, all);
                    var span = new Span(told.Select(group => Vector(all, group)));
                    foreach (var group in hidden)
                    {
                        attacked++;
                        Assert.False(span.Holds(Vector(all, group)), $"Organization {seed}: a hidden group of {wave} {audience} can be computed.");
                    }
                    foreach (var group in told)
                    {
                        var count = completions.Count(one => group((one.Month, one.Department, one.Role)) && one.By(audience, wave) is not null);
                        Assert.False(count is > 0 and < Rate.Fewest, $"Organization {seed}: a group of {count} is shown.");
                    }
                }
        }
        Assert.InRange(attacked, 5 * Organizations, int.MaxValue);
    }

    /// <summary>
    /// Two people of the same month and role, from two departments that are hidden together, swap departments; one of them answered. Where the blocks stay (that there is always
    /// such an organization is in <see cref="SmallGroupSuppressionTests"/>), all that is shown must stay, to the last figure: then nobody can tell which of the two it is.
    /// </summary>
    [Fact]
    public void Another_organization_with_another_hidden_count_looks_the_same()
    {
        var found = 0;
        for (var seed = 0; seed < Organizations; seed++)
        {
            var completions = AtRandom(new Random(seed), Waves);
            var blocks = BlocksOf(completions);
            var seen = Seen(Report(completions, TwoWaves));
            foreach (var audience in Enum.GetValues<Audience>())
                foreach (var block in new Disclosure(Margins(completions, TwoWaves), Dimension.Department).BlocksOf("P42D", audience == Audience.Learner ? Measure.Learner : Measure.Manager).Where(block => block.Count > 1))
                    foreach (var other in Swaps(completions, audience, block).Where(other => BlocksOf(other) == blocks))
                    {
                        found++;
                        Assert.True(seen == Seen(Report(other, TwoWaves)), $"Organization {seed}: {string.Join(", ", block)} of the {audience} can be told from another.");
                    }
        }
        Assert.InRange(found, Organizations / 2, int.MaxValue);
    }

    [Fact]
    public void Hiding_does_not_hide_everything()
    {
        var completions = AtRandom(new Random(7), Waves).Concat(AtRandom(new Random(8), Waves)).Concat(AtRandom(new Random(9), Waves)).ToList();
        var report = Report(completions, TwoWaves);

        Assert.Contains(report.By("P42D", Dimension.Department), one => one.Figures.Learner is not null);
        Assert.Contains(report.By("P42D", Dimension.Role), one => one.Figures.Learner is not null);
    }

    /// <summary>Who answered only this question moves to the department of somebody in the same block who answered nothing: one for each two departments.</summary>
    private static IEnumerable<List<Completed>> Swaps(List<Completed> completions, Audience audience, IReadOnlyList<string> block) =>
        from mover in completions.Where(one => block.Contains(one.Department) && one.By(audience) is not null && one.Said.Values.Count(said => said is not null) == 1).DistinctBy(one => one.Department)
        from silent in completions.Where(one => block.Contains(one.Department) && one.Department != mover.Department
            && (one.Month, one.Role) == (mover.Month, mover.Role) && one.Said.Values.All(said => said is null)).DistinctBy(one => one.Department)
        select completions.ConvertAll(one => one == mover ? one with { Department = silent.Department } : one == silent ? one with { Department = mover.Department } : one);

    private static string BlocksOf(IReadOnlyList<Completed> completions)
    {
        var disclosure = new Disclosure(Margins(completions, TwoWaves), Dimension.Department);
        return string.Join('\n', Waves.SelectMany(wave => Enum.GetValues<Measure>().Select(measure => string.Join('|', disclosure.BlocksOf(wave, measure).Select(block => string.Join(' ', block))))));
    }

    /// <summary>Everything that is shown, as text.</summary>
    private static string Seen(ProgramReport report) => JsonSerializer.Serialize(
        report.Waves.SelectMany(wave => Enum.GetValues<Dimension>().SelectMany(dimension => report.By(wave, dimension).Select(one => (object)one)).Concat(Ranges(report).Select(range => (object)report.Of(wave, range, out _)))),
        Wire.Json);

    private static IEnumerable<GroupFilter> Ranges(ProgramReport report)
    {
        var months = report.MonthBlocks.SelectMany(block => block).ToList();
        return from first in months from last in months where string.CompareOrdinal(first, last) <= 0 select new GroupFilter(new(ProgramReport.MonthOf(first), ProgramReport.MonthOf(last)));
    }

    private static (List<Func<(string Month, string Department, string Role), bool>> Told, List<Func<(string Month, string Department, string Role), bool>> Hidden) Groups(
        ProgramReport report, string wave, Audience audience, IEnumerable<(string Month, string Department, string Role)> cells)
    {
        List<Func<(string Month, string Department, string Role), bool>> told = [], hidden = [];
        Sort(report.All(wave), _ => true);
        foreach (var one in report.By(wave, Dimension.Department)) Sort(one.Figures, cell => cell.Department == one.Name);
        foreach (var one in report.By(wave, Dimension.Role)) Sort(one.Figures, cell => cell.Role == one.Name);
        foreach (var range in Ranges(report))
        {
            var figures = report.Of(wave, range, out var shown);
            if (shown.Count > 0) Sort(figures, cell => shown.Contains(cell.Month));
        }
        // months that are not whole are not even named
        foreach (var month in cells.Select(cell => cell.Month).Distinct().Where(month => report.MonthsIn(new(ProgramReport.MonthOf(month), ProgramReport.MonthOf(month))).Count == 0)) hidden.Add(cell => cell.Month == month);
        return (told, hidden);

        void Sort(GroupFigures figures, Func<(string Month, string Department, string Role), bool> group) =>
            ((audience == Audience.Learner ? figures.Learner : figures.Manager)?.Answers is null ? hidden : told).Add(group);
    }

    private static long[] Vector(List<(string, string, string)> cells, Func<(string, string, string), bool> group) => [.. cells.Select(cell => group(cell) ? 1L : 0L)];

    /// <summary>All that adding and subtracting (any multiples of) some counts can give: linear algebra modulo a large prime.</summary>
    private sealed class Span
    {
        private const long Prime = 2147483647;
        private readonly List<(int Pivot, long[] Row)> rows = [];

        public Span(IEnumerable<long[]> vectors)
        {
            foreach (var vector in vectors)
            {
                var row = Reduced(vector);
                if (Array.FindIndex(row, value => value != 0) is not (var pivot and >= 0)) continue;
                var inverse = (long)System.Numerics.BigInteger.ModPow(row[pivot], Prime - 2, Prime);
                rows.Add((pivot, [.. row.Select(value => value * inverse % Prime)]));
            }
        }

        public bool Holds(long[] vector) => Array.TrueForAll(Reduced(vector), value => value == 0);

        private long[] Reduced(long[] vector)
        {
            long[] row = [.. vector];
            foreach (var (pivot, known) in rows)
                if (row[pivot] is var factor and not 0)
                    for (var i = 0; i < row.Length; i++) row[i] = (row[i] + (Prime - factor) * known[i]) % Prime;
            return row;
        }
    }
}
