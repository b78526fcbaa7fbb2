using Followup.Programs;
using Followup.Results.Figures;
using Followup.Results.Rounds;
using Followup.Rows;
using Followup.Shared.Keys;

namespace Followup.Results.Reports;

/// <summary>
/// All figures of a program that are told, and no other: sums of whole rounds. Pages, exports, the API and the thank-you page take theirs
/// from here.
/// </summary>
/// <param name="totals">Of all rounds, or of those of some days.</param>
/// <param name="whole">Of all rounds, where days were chosen: then who was asked is not set against it. Else null.</param>
public sealed class ProgramReport(ReportFacts facts, ProgramTotals totals, ProgramTotals? whole = null)
{
    public StoredProgram Program => facts.Program;

    /// <summary>The last round day; null where none has come.</summary>
    public DateOnly? Day => totals.Day;

    /// <summary>A wording there ever was; null where it is gone.</summary>
    public StoredProgram? Version(int number) => facts.Version(number);

    public DateOnly NextRound => facts.NextRound;

    /// <summary>Completions by the last round day.</summary>
    public int Completed => totals.Completed;

    /// <summary>
    /// Waves as declared, and those asked before by an earlier wording; of the day of completion nothing is told but what rides with later
    /// answers.
    /// </summary>
    public IReadOnlyList<string> Waves { get; } =
    [
        .. facts.Program.Definition.Waves
            .Union((whole ?? totals).Audiences.Select(audience => audience.Wave))
            .Where(wave => wave != Wave.Baseline)
            .DefaultIfEmpty(facts.Program.Definition.MainWave),
    ];

    public string MainWave => Program.Definition.MainWave;

    /// <summary>Whether it asks on the day of completion alone, of which nothing is told by itself.</summary>
    public bool IsNeverTold => Waves.All(wave => wave == Wave.Baseline);

    /// <summary>Departments or roles, by what the program is grouped now and was before, and the others last.</summary>
    public IReadOnlyList<NamedGroup> Groups(string wave)
    {
        var counted = ofWave(wave).SelectMany(audience => audience.Groups).ToList();
        var names = Program.Definition.GroupedBy switch
        {
            Grouping.Department => totals.Departments.Select(name => (Kind: GroupKind.Department, Name: name)),
            Grouping.Role => totals.Roles.Select(name => (Kind: GroupKind.Role, Name: name)),
            _ => [],
        };
        var withRounds = counted.Where(group => IsNamed(group.CountsIn)).Select(group => (Kind: KindOf(group.CountsIn), group.Name));
        var groups = names.Union(withRounds).OrderBy(group => group.Kind).ThenBy(group => group.Name, StringComparer.Ordinal);
        var others = NamesOf(counted);
        return
        [
            .. groups.Select(group => new NamedGroup(group.Kind, group.Name, [])),
            .. others.Count == 0 ? Enumerable.Empty<NamedGroup>() : [new(GroupKind.Others, "", others)],
        ];

        IEnumerable<AudienceTotals> ofWave(string name) => (whole ?? totals).Audiences.Where(audience => audience.Wave == name);
    }

    public GroupFigures All(string wave) => Figures(wave, GroupKind.All, "", audience => audience.All);

    public GroupFigures Of(GroupFilter filter) => Of(filter.Wave, filter.Kind, filter.Name);

    public GroupFigures Of(string wave, GroupKind kind, string name) =>
        kind == GroupKind.All ? All(wave) : Figures(wave, kind, name, audience => GroupOf(audience, kind, name)?.Tallies);

    /// <summary>All groups with their figures.</summary>
    public IReadOnlyList<NamedFigures> ByGroup(string wave) =>
        [.. Groups(wave).Select(group => new NamedFigures(group, Of(wave, group.Kind, group.Name)))];

    /// <summary>Days on which rounds of a wave were held, with what they counted.</summary>
    public IReadOnlyList<NamedFigures> ByRound(string wave)
    {
        var days = totals.Audiences.Where(audience => audience.Wave == wave).SelectMany(audience => audience.Rounds);
        return
        [
            .. from day in days.Select(day => day.Day).Distinct().Order()
               let name = day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)
               let figures = Figures(
                   wave, GroupKind.Round, name, audience => audience.Rounds.FirstOrDefault(round => round.Day == day)?.Tallies)
               select new NamedFigures(new(GroupKind.Round, name, []), figures),
        ];
    }

    /// <summary>Of all of a wave, where the program asked for it and there are enough pairs.</summary>
    public AgreementFigure? Agreement(string wave) =>
        Program.Definition.Agreement && totals.Pairs.FirstOrDefault(pairs => pairs.Wave == wave) is { } told
            ? AgreementFigure.Of([.. told.Steps])
            : null;

    /// <summary>
    /// Whether enough of an audience were heard for a finding: not so where the response rate is known, and below the program's least.
    /// </summary>
    public bool IsHeard(AudienceFigures? audience) => !(audience?.ResponseRate < Program.Definition.LeastResponseRate);

    private GroupFigures Figures(
        string wave, GroupKind kind, string name, Func<AudienceTotals, IEnumerable<WordingTally>?> talliesOf)
    {
        var learners = Side(Audience.Learner);
        var managers = Side(Audience.Manager);
        return FiguresOfGroup.Of(facts, learners, managers);

        AudienceSide Side(Audience audience)
        {
            var all = totals.Of(wave, audience);
            var tallies = all is null ? null : talliesOf(all)?.ToList();
            if (all is null || tallies is not { Count: > 0 })
                return new(audience, [], null, null, WhyNot(wave, audience, kind, name, talliesOf), MayHaveFunnel: false);
            var group = kind is GroupKind.All or GroupKind.Round ? null : GroupOf(all, kind, name);
            var asked = kind is GroupKind.All or GroupKind.Round ? all.Asked : group!.Asked;
            int? answered = kind switch
            {
                _ when whole is not null || kind == GroupKind.Round => null,
                GroupKind.All => all.Answered,
                _ => group!.Answered,
            };
            return new(audience, tallies, asked, answered, null, MayHaveFunnel: kind == GroupKind.All && whole is null)
            {
                Days = kind == GroupKind.All ? [.. all.Rounds.Select(round => round.Day)] : group?.Days ?? [],
            };
        }
    }

    private NotTold WhyNot(
        string wave, Audience audience, GroupKind kind, string name, Func<AudienceTotals, IEnumerable<WordingTally>?> talliesOf)
    {
        var all = (whole ?? totals).Of(wave, audience);
        // told, but nothing of it on this day, or on those chosen
        if (all is not null && (kind == GroupKind.Round || talliesOf(all)?.Any() == true)) return new(Missing.NotDefined, NextRound, []);
        var others = all is null || kind is not (GroupKind.Department or GroupKind.Role) ? [] : NamesOf(all.Groups);
        return others.Contains(name)
            ? new(Missing.WithOthers, NextRound, others)
            : new(Missing.NotYet, NextRound, []);
    }

    private static List<string> NamesOf(IEnumerable<GroupTotals> groups) =>
        [.. groups.SelectMany(group => group.Names).Distinct().Order(StringComparer.Ordinal)];

    private static GroupTotals? GroupOf(AudienceTotals audience, GroupKind kind, string name) =>
        audience.Groups.FirstOrDefault(group => KindOf(group.CountsIn) == kind && group.Name == name);

    private static bool IsNamed(CountsIn countsIn) => countsIn is CountsIn.Department or CountsIn.Role;

    private static GroupKind KindOf(CountsIn countsIn) => countsIn switch
    {
        CountsIn.Department => GroupKind.Department,
        CountsIn.Role => GroupKind.Role,
        CountsIn.Others => GroupKind.Others,
        _ => GroupKind.All,
    };
}
