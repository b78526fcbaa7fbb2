// Long because all its figures are of one organization, which is made once and held against one truth.
using Followup.Local.Demo;
using Followup.Programs;
using Followup.Results.Figures;
using Followup.Results.Reports;
using Followup.Shared.Keys;
using NodaTime;

namespace Followup.Tests.Results;

/// <summary>
/// Fifty thousand completions of programs of which all is known, as many of each, counted in rounds by the product's own code and held
/// against that.
/// </summary>
public sealed class SimulatedOrganizationTests
{
    private const int Completions = 50_000;
    private const string Later = "P42D";

    private static readonly Audience[] Audiences = Enum.GetValues<Audience>();
    private static readonly LocalDate Until = new(2026, 9, 1);
    private static readonly SimulatedOrganization Organization = new(7, Until);

    private static readonly Lazy<IReadOnlyList<(SimulatedProgram Program, ProgramReport Report)>> Reports = new(() =>
        [.. Organization.Programs.Select(program => (program, ReportOf(program, Completions / Organization.Programs.Count)))]);

    [Fact]
    public void Intervals_of_each_behavior_hold_the_truth_at_least_at_their_nominal_rate()
    {
        var rates =
            from program in Reports.Value
            from figures in FiguresOf(program.Report)
            from i in Enumerable.Range(0, program.Program.Before.Count)
            let outcome = figures.Outcomes[i]
            from audience in Audiences
            let rate = Of(audience, outcome.Observed, outcome.Reported)
            where rate.Missing is null
            select Holds(rate.Low, rate.High, TruthOf(program.Program, audience).AtTarget[i]);

        AssertCovered([.. rates], fewest: 600);
    }

    [Fact]
    public void So_do_intervals_of_the_headline()
    {
        var shares =
            from program in Reports.Value
            from figures in FiguresOf(program.Report)
            from audience in Audiences
            let share = Of(audience, figures.Headline.Observed, figures.Headline.Reported)
            where share.Missing is null
            select Holds(share.Low, share.High, TruthOf(program.Program, audience).MeanShare);

        AssertCovered([.. shares], fewest: 200);
    }

    [Fact]
    public void The_gap_holds_the_truth_too()
    {
        var gaps =
            from program in Reports.Value
            from figures in FiguresOf(program.Report)
            where figures.Headline.Gap.Missing is null
            let truth = TruthOf(program.Program, Audience.Learner).MeanShare - TruthOf(program.Program, Audience.Manager).MeanShare
            select Holds(figures.Headline.Gap.Low, figures.Headline.Gap.High, truth);

        AssertCovered([.. gaps], fewest: 100);
    }

    [Fact]
    public void Changes_hold_the_truth_and_programs_without_effect_do_not_look_effective()
    {
        var changes =
            (from program in Reports.Value
             from i in Enumerable.Range(0, program.Program.Before.Count)
             let outcome = program.Report.All(Later).Outcomes[i]
             from audience in Audiences
             let change = Of(audience, outcome.ObservedChange!, outcome.ReportedChange!)
             select (program.Program.Effect, Change: change, Truth: program.Program.Change(audience, Later, i))).ToList();

        Assert.Equal(120, changes.Count(one => one.Change.Missing is null));
        AssertCovered([.. changes.Select(one => Holds(one.Change.Low, one.Change.High, one.Truth))], fewest: 120);
        var without = changes.Where(one => one.Effect == 0).ToList();
        Assert.Equal(24, without.Count);
        Assert.All(without, one => Assert.InRange(one.Truth, -1e-9, 1e-9));
        Assert.InRange(without.Count(one => one.Change.Low > 0), 0, 1); // one in forty by chance
        Assert.All(
            changes.Where(one => one.Effect >= 0.2),
            one => Assert.True(one.Change.Low > 0, $"An effect of {one.Effect} does not show: {one.Change}"));
    }

    [Fact]
    public void Those_who_answer_are_not_all_and_the_bounds_hold_what_is_true_of_all()
    {
        var bounds =
            from program in Reports.Value
            let headline = program.Report.All(Later).Headline
            from audience in Audiences
            let ofAll = program.Program.Truth(audience, Later, ofAllAsked: true).MeanShare
            let ofThoseWhoAnswer = TruthOf(program.Program, audience).MeanShare
            select (Bounds: Of(audience, headline.ObservedBounds!, headline.ReportedBounds!), ofAll, ofThoseWhoAnswer);

        Assert.All(bounds, one =>
        {
            Assert.InRange(one.ofAll, one.Bounds.Low, one.Bounds.High);
            Assert.InRange(one.ofThoseWhoAnswer - one.ofAll, 0.02, 0.1);
        });
    }

    [Fact]
    public void Features_that_have_no_effect_go_with_nothing_and_are_not_named()
    {
        Assert.Equal(MeanOf(design => design.RoleSpecific, true), MeanOf(design => design.RoleSpecific, false), 1e-12);
        Assert.Equal(MeanOf(design => design.PractitionerInstructor, true), MeanOf(design => design.PractitionerInstructor, false), 1e-12);
        for (var seed = 0; seed < 10; seed++)
        {
            var named = Named(new SimulatedOrganization(seed, Until), 1500);
            Assert.False(named[0] || named[1], $"Seed {seed}: {string.Join(", ", named)}");
        }

        static double MeanOf(Func<ProgramDesign, bool> has, bool isSo) => Organization.Programs
            .Where(program => has(program.Definition.Design) == isSo)
            .Average(program => TruthOf(program, Audience.Manager).MeanShare);
    }

    [Fact]
    public void One_that_has_a_large_effect_is_named_where_enough_is_known()
    {
        var named = Named([.. Reports.Value.Select(program => program.Report)]);

        Assert.Equal([false, false, true], named[..3]);
    }

    [Fact]
    public void Answers_of_one_manager_are_as_alike_as_is_said()
    {
        var program = Organization.Programs[3];
        var clusters =
            from completion in Organization.CompletionsOf(program, 10_000)
            from response in completion.Responses
            where response is { Audience: Audience.Manager, Wave: Later }
            let answers = response.Answers()
            where !answers.OneForAll && answers.Outcomes[0].Frequency is not null
            group answers.Outcomes[0].Frequency >= Frequency.Often by response.By into manager
            let atTarget = manager.Count(isAtTarget => isAtTarget)
            select new Cluster(manager.Count(), MeanShare.Unit * atTarget, (long)MeanShare.Unit * MeanShare.Unit * atTarget);

        Assert.InRange(IntraClassCorrelation.Of(clusters)!.Value, Tendency.Correlation - 0.04, Tendency.Correlation + 0.04);
    }

    [Fact]
    public void A_small_organization_shows_a_department_one_that_is_counted_with_others_and_one_that_has_too_few()
    {
        var report = ReportOf(Organization.Programs[3], Organization.CountOf(Organization.Programs[3], 1500));
        Missing? Why(string department) => report.Of(Later, GroupKind.Department, department).WhyNoLearners?.Why;

        Assert.Null(Why("Claims"));
        Assert.All(SimulatedCompany.TooSmall, department => Assert.Equal(Missing.WithOthers, Why(department)));
        Assert.Equal(Missing.NotYet, Why(SimulatedCompany.TooLate));
        Assert.All(
            Organization.Programs,
            program => Assert.NotNull(ReportOf(program, Organization.CountOf(program, 1500)).All(Later).Headline.Observed.Mean));
    }

    [Fact]
    public void Who_was_asked_is_set_against_the_group_in_which_the_answer_counts()
    {
        // of a small department those who also answered on the day of completion move to the others, and the rest has a round
        var organization = new SimulatedOrganization(20260101, Until);
        var program = organization.Programs[3];
        var last = Until.PlusWeeks(9).Next(IsoDayOfWeek.Monday);
        var report = SimulatedReports.Of(
            program, [.. organization.CompletionsOf(program, 800)], Enumerable.Range(0, 13).Select(i => last.PlusWeeks(4 * (i - 12))));
        var audiences = report.ByGroup(Later).SelectMany(group => new[] { group.Figures.Learner, group.Figures.Manager });
        List<AudienceFigures> groups = [.. audiences.OfType<AudienceFigures>()];

        Assert.True(groups.Count > 4);
        Assert.All(groups, figures => Assert.InRange(figures.Counted + figures.Waiting, 0, figures.Asked!.Value));
    }

    private static ProgramReport ReportOf(SimulatedProgram program, int completions) =>
        ReportOf(Organization, program, completions);

    /// <summary>By rounds of every twentieth week, the last of which sees all.</summary>
    private static ProgramReport ReportOf(SimulatedOrganization organization, SimulatedProgram program, int completions)
    {
        var last = Until.PlusWeeks(9).Next(IsoDayOfWeek.Monday);
        var days = Enumerable.Range(0, 4).Select(i => last.PlusWeeks(20 * (i - 3)));
        return SimulatedReports.Of(program, [.. organization.CompletionsOf(program, completions)], days);
    }

    /// <summary>All together, and each group that is told: large ones and small ones.</summary>
    private static IEnumerable<GroupFigures> FiguresOf(ProgramReport report) =>
        report.ByGroup(Later).Select(group => group.Figures).Prepend(report.All(Later));

    private static T Of<T>(Audience audience, T observed, T reported) => audience == Audience.Manager ? observed : reported;

    private static SimulatedTruth TruthOf(SimulatedProgram program, Audience audience) => program.Truth(audience, Later);

    private static bool[] Named(SimulatedOrganization organization, int completions) => Named(
        [.. organization.Programs.Select(program => ReportOf(organization, program, organization.CountOf(program, completions)))]);

    /// <summary>As the page of insights names them; the first two have no effect.</summary>
    private static bool[] Named(IReadOnlyList<ProgramReport> reports)
    {
        Func<ProgramDesign, bool>[] features =
        [
            design => design.RoleSpecific, design => design.PractitionerInstructor, design => design.OwnTools, design => design.Mentor,
            design => design.Workflow,
        ];
        var known = reports
            .Where(report => report.All(Later).Headline.Observed.Mean is not null)
            .ToLookup(report => report.Program.Definition.Design);
        return DesignContrast.Named([.. features.Select(has => DesignContrast.Of(Shares(has, true), Shares(has, false)))]);

        List<double> Shares(Func<ProgramDesign, bool> has, bool isSo) =>
        [
            .. from design in known
               where has(design.Key) == isSo
               from report in design
               select report.All(Later).Headline.Observed.Mean!.Value,
        ];
    }

    private static bool Holds(double? low, double? high, double truth) => low <= truth && truth <= high;

    private static void AssertCovered(IReadOnlyCollection<bool> covered, int fewest)
    {
        Assert.InRange(covered.Count, fewest, int.MaxValue);
        Assert.InRange(covered.Average(isCovered => isCovered ? 1.0 : 0), 0.94, 1);
    }
}
