using Followup.Local.Demo;
using Followup.Results.Counts;
using Followup.Results.Reports;
using Followup.Shared.Keys;
using NodaTime;

namespace Followup.Tests.Results;

/// <summary>
/// Fifty thousand completions of programs whose true effects are known, counted by the product's own code and held against that truth.
/// </summary>
public sealed class SimulatedOrganizationTests
{
    private const int Completions = 50_000;

    private static readonly Lazy<IReadOnlyList<(SimulatedProgram Program, ProgramReport Report)>> Reports = new(() =>
    {
        var organization = new SimulatedOrganization(7, new LocalDate(2026, 9, 1));
        var byProgram = organization.Completions(Completions).GroupBy(completion => completion.Program);
        return [.. byProgram.Select(completions => (completions.Key, ReportOf(completions.Key, completions)))];
    });

    [Fact]
    public void Intervals_cover_the_truth_at_about_their_nominal_rate()
    {
        var rates =
            from program in Reports.Value
            from wave in program.Report.Waves
                // all together, and in each department: large groups and small ones
            let departments = program.Report.By(wave, Dimension.Department).Select(department => department.Figures)
            from figures in departments.Prepend(program.Report.All(wave))
            from i in Enumerable.Range(0, program.Program.Before.Count)
            let outcome = figures.Outcomes[i]
            from rate in new[] { (Audience.Manager, outcome.Observed), (Audience.Learner, outcome.Reported) }
            select (Rate: rate.Item2, Truth: program.Program.Truth(rate.Item1, wave, i));

        var covered = rates
            .Where(rate => rate.Rate.Missing is null)
            .Select(rate => rate.Rate.Low <= rate.Truth && rate.Truth <= rate.Rate.High)
            .ToList();

        Assert.InRange(covered.Count, 1500, int.MaxValue);
        Assert.InRange(ShareOf(covered), 0.94, 0.965);
    }

    [Fact]
    public void Changes_cover_the_effects_and_programs_without_one_do_not_look_effective()
    {
        var changes =
            (from program in Reports.Value
             from outcome in program.Report.All("P42D").Outcomes
             from change in new[] { outcome.ObservedChange!, outcome.ReportedChange! }
             select (program.Program.Effect, Change: change)).ToList();

        Assert.Equal(120, changes.Count(one => one.Change.Missing is null));
        var covered = changes.Select(one => one.Change.Low <= one.Effect && one.Effect <= one.Change.High);
        Assert.InRange(ShareOf(covered), 0.9, 0.99);
        var without = changes.Where(one => one.Effect == 0).ToList();
        Assert.Equal(30, without.Count);
        Assert.InRange(without.Count(one => one.Change.Low > 0), 0, 2); // one in forty by chance
        Assert.All(
            changes.Where(one => one.Effect >= 0.1),
            one => Assert.True(one.Change.Low > 0, $"An effect of {one.Effect} does not show: {one.Change}"));
    }

    [Fact]
    public void The_headline_is_the_share_that_follows_from_the_truth()
    {
        List<bool> covered = [];
        foreach (var (program, report) in Reports.Value)
        {
            foreach (var wave in report.Waves)
            {
                var headline = report.All(wave).Headline;
                foreach (var (audience, rate) in new[] { (Audience.Manager, headline.Observed), (Audience.Learner, headline.Reported) })
                {
                    var truth = AtLeastHalf([.. Enumerable.Range(0, 3).Select(i => program.Truth(audience, wave, i))]);
                    covered.Add(rate.Low <= truth && truth <= rate.High);
                }
            }
        }

        Assert.Equal(80, covered.Count);
        Assert.InRange(covered.Count(isCovered => isCovered), 72, 80);
    }

    private static ProgramReport ReportOf(SimulatedProgram program, IEnumerable<SimulatedCompletion> completions)
    {
        var definition = program.Definition;
        string[] outcomes = [.. definition.Outcomes.Select(outcome => outcome.Id)];
        var cells =
            from month in completions.GroupBy(completion => completion.Followup.PartitionKey.Split('|')[1])
            from wave in Counting.Of(
                definition,
                month.Select(completion => completion.Followup),
                month.SelectMany(completion => completion.Responses),
                month.SelectMany(completion => completion.Invitations))
            select (month.Key, wave.Wave, new StoredCells(outcomes, wave.Cells));
        return new(new(program.Id, 1, definition), ProgramMargins.Of(definition, cells));
    }

    private static double ShareOf(IEnumerable<bool> covered) => covered.Average(isCovered => isCovered ? 1.0 : 0);

    /// <summary>
    /// The share of people who reach the target in at least half of three behaviors, summed over every way in which each of the three can
    /// be missing (12 %), at target, or not.
    /// </summary>
    private static double AtLeastHalf(double[] truth)
    {
        const double Missing = 0.12;
        var (yes, known) = (0.0, 0.0);
        for (var way = 0; way < 27; way++)
        {
            var states = new[] { way % 3, way / 3 % 3, way / 9 };
            var probability = states.Select(ProbabilityOf).Aggregate((a, b) => a * b);
            var told = states.Count(state => state != 0);
            if (told == 0) continue;
            known += probability;
            if (2 * states.Count(state => state == 1) >= told) yes += probability;
        }
        return yes / known;

        double ProbabilityOf(int state, int i) => state switch
        {
            0 => Missing,
            1 => (1 - Missing) * truth[i],
            _ => (1 - Missing) * (1 - truth[i]),
        };
    }
}
