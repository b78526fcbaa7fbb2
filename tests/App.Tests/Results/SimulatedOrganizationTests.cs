using Followup.Local.Demo;
using Followup.Results.Counts;
using Followup.Results.Reports;
using Followup.Shared.Keys;
using NodaTime;

namespace Followup.Tests.Results;

/// <summary>Fifty thousand completions of programs whose true effects are known, counted by the product's own code and held against that truth.</summary>
public sealed class SimulatedOrganizationTests
{
    private const int Completions = 50_000;

    private static readonly Lazy<IReadOnlyList<(SimulatedProgram Program, ProgramReport Report)>> Reports = new(() =>
    {
        var organization = new SimulatedOrganization(7, new LocalDate(2026, 9, 1));
        return [.. organization.Completions(Completions).GroupBy(one => one.Program).Select(all =>
        {
            string[] outcomes = [.. all.Key.Definition.Outcomes.Select(outcome => outcome.Id)];
            var months = all.GroupBy(one => one.Followup.PartitionKey.Split('|')[1]).SelectMany(month => Counting.Of(
                all.Key.Definition, month.Select(one => one.Followup), month.SelectMany(one => one.Responses), month.SelectMany(one => one.Invitations)).Select(wave => (month.Key, wave.Wave, new StoredCells(outcomes, wave.Cells))));
            return (all.Key, new ProgramReport(new(all.Key.Id, 1, all.Key.Definition), ProgramMargins.Of(all.Key.Definition, months)));
        })];
    });

    [Fact]
    public void Intervals_cover_the_truth_at_about_their_nominal_rate()
    {
        List<bool> covered = [];
        foreach (var (program, report) in Reports.Value)
            foreach (var wave in report.Waves)
                // all together, and in each department: large groups and small ones
                foreach (var figures in report.By(wave, Dimension.Department).Select(one => one.Figures).Prepend(report.All(wave)))
                    for (var i = 0; i < program.Before.Count; i++)
                        foreach (var (audience, rate) in new[] { (Audience.Manager, figures.Outcomes[i].Observed), (Audience.Learner, figures.Outcomes[i].Reported) })
                            if (rate.Missing is null) covered.Add(rate.Low <= program.Truth(audience, wave, i) && program.Truth(audience, wave, i) <= rate.High);

        Assert.InRange(covered.Count, 1500, int.MaxValue);
        Assert.InRange(covered.Average(one => one ? 1.0 : 0), 0.94, 0.965);
    }

    [Fact]
    public void Changes_cover_the_effects_and_programs_without_one_do_not_look_effective()
    {
        var changes = Reports.Value.SelectMany(one => one.Report.All("P42D").Outcomes.SelectMany(outcome => new[] { outcome.ObservedChange!, outcome.ReportedChange! }).Select(change => (one.Program.Effect, Change: change))).ToList();

        Assert.Equal(120, changes.Count(one => one.Change.Missing is null));
        Assert.InRange(changes.Average(one => one.Change.Low <= one.Effect && one.Effect <= one.Change.High ? 1.0 : 0), 0.9, 0.99);
        var without = changes.Where(one => one.Effect == 0).ToList();
        Assert.Equal(30, without.Count);
        Assert.InRange(without.Count(one => one.Change.Low > 0), 0, 2); // one in forty by chance
        Assert.All(changes.Where(one => one.Effect >= 0.1), one => Assert.True(one.Change.Low > 0, $"An effect of {one.Effect} does not show: {one.Change}"));
    }

    [Fact]
    public void The_headline_is_the_share_that_follows_from_the_truth()
    {
        List<bool> covered = [];
        foreach (var (program, report) in Reports.Value)
            foreach (var (wave, audience) in report.Waves.SelectMany(wave => Enum.GetValues<Audience>().Select(audience => (wave, audience))))
            {
                var headline = report.All(wave).Headline;
                var (rate, truth) = (audience == Audience.Manager ? headline.Observed : headline.Reported, AtLeastHalf([.. Enumerable.Range(0, 3).Select(i => program.Truth(audience, wave, i))]));
                covered.Add(rate.Low <= truth && truth <= rate.High);
            }

        Assert.Equal(80, covered.Count);
        Assert.InRange(covered.Count(one => one), 72, 80);
    }

    /// <summary>By every way in which three behaviors can be missing (12 %), at target, or not.</summary>
    private static double AtLeastHalf(double[] truth)
    {
        const double Missing = 0.12;
        var (yes, known) = (0.0, 0.0);
        for (var way = 0; way < 27; way++)
        {
            var states = new[] { way % 3, way / 3 % 3, way / 9 };
            var p = states.Select((state, i) => state == 0 ? Missing : (1 - Missing) * (state == 1 ? truth[i] : 1 - truth[i])).Aggregate((a, b) => a * b);
            var told = states.Count(state => state != 0);
            if (told == 0) continue;
            known += p;
            if (2 * states.Count(state => state == 1) >= told) yes += p;
        }
        return yes / known;
    }
}
