using Followup.Results.Figures;
using Followup.Results.Reports;
using Followup.Shared.Keys;
using static Followup.Tests.Results.Organization;
using static Followup.Tests.Results.Reports.Attack;
using Cell = (string Month, string Department, string Role);

namespace Followup.Tests.Results.Reports;

/// <summary>
/// An attacker who sees every figure that is shown of a random organization, with all filters, and can add and subtract, and knows our
/// rule. <c>FOLLOWUP_ORGANIZATIONS=n</c> attacks more organizations than 100.
/// </summary>
public sealed class DisclosureTests
{
    [Fact]
    public void Nobody_can_add_and_subtract_a_hidden_count()
    {
        var attacked = 0;
        for (var seed = 0; seed < Organizations; seed++)
        {
            var completions = AtRandom(new Random(seed), Waves);
            var report = Report(completions, TwoWaves);
            var cells = AllCells(completions);
            foreach (var wave in Waves)
            {
                foreach (var audience in Enum.GetValues<Audience>())
                {
                    var (told, hidden) = Groups(report, wave, audience, cells);
                    var span = new LinearSpan(told.Select(group => Vector(cells, group)));
                    attacked += hidden.Count;
                    Assert.All(hidden, group => Assert.False(
                        span.Holds(Vector(cells, group)),
                        $"Organization {seed}: a hidden group of {wave} {audience} can be computed."));
                    var answered = completions.FindAll(completion => completion.By(audience, wave) is not null);
                    var counts = told.Select(group => answered.Count(completion => group(CellOf(completion))));
                    Assert.All(counts, count => Assert.False(
                        count is > 0 and < Rate.Fewest, $"Organization {seed}: a group of {count} is shown."));
                }
            }
        }
        Assert.InRange(attacked, 5 * Organizations, int.MaxValue);
    }

    [Fact]
    public void Hiding_does_not_hide_everything()
    {
        var completions = new[] { 7, 8, 9 }.SelectMany(seed => AtRandom(new Random(seed), Waves)).ToList();
        var report = Report(completions, TwoWaves);

        Assert.Contains(report.By("P42D", Dimension.Department), group => group.Figures.Learner is not null);
        Assert.Contains(report.By("P42D", Dimension.Role), group => group.Figures.Learner is not null);
    }

    /// <summary>The groups whose counts are told and those whose counts are hidden; a group says which cells are in it.</summary>
    private static (List<Predicate<Cell>> Told, List<Predicate<Cell>> Hidden) Groups(
        ProgramReport report, string wave, Audience audience, List<Cell> cells)
    {
        List<Predicate<Cell>> told = [];
        List<Predicate<Cell>> hidden = [];
        Sort(report.All(wave), _ => true);
        foreach (var group in report.By(wave, Dimension.Department)) Sort(group.Figures, cell => cell.Department == group.Name);
        foreach (var group in report.By(wave, Dimension.Role)) Sort(group.Figures, cell => cell.Role == group.Name);
        foreach (var range in Ranges(report))
        {
            var figures = report.Of(wave, range, out var shown);
            if (shown.Count > 0) Sort(figures, cell => shown.Contains(cell.Month));
        }
        // months that are not whole are not even named
        foreach (var month in cells.Select(cell => cell.Month).Distinct())
        {
            if (report.MonthsIn(new(ProgramReport.MonthOf(month), ProgramReport.MonthOf(month))).Count > 0) continue;
            hidden.Add(cell => cell.Month == month);
        }
        return (told, hidden);

        void Sort(GroupFigures figures, Predicate<Cell> group)
        {
            var ofAudience = audience == Audience.Learner ? figures.Learner : figures.Manager;
            (ofAudience?.Answers is null ? hidden : told).Add(group);
        }
    }

    private static Cell CellOf(Completed completion) => (completion.Month, completion.Department, completion.Role);

    /// <summary>Every cell there could be: an attacker who knows that nobody is in one knows that without us.</summary>
    private static List<Cell> AllCells(List<Completed> completions) =>
        (from month in completions.Select(completion => completion.Month).Distinct()
         from department in completions.Select(completion => completion.Department).Distinct()
         from role in completions.Select(completion => completion.Role).Distinct()
         select (month, department, role)).ToList();

    private static long[] Vector(List<Cell> cells, Predicate<Cell> group) => [.. cells.Select(cell => group(cell) ? 1L : 0L)];
}
