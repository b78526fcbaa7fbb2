using Followup.Results.Figures;
using Followup.Results.Reports;
using Followup.Shared.Json;
using NodaTime;

namespace Followup.Results.Exports;

/// <summary>
/// All figures, one row each, of all, of each round day and of each group: the same as on pages. Why a figure has no value stands in
/// <c>status</c>, so no cell is blank without a reason.
/// </summary>
public static class SummaryTable
{
    public static readonly IReadOnlyList<Column<SummaryRow>> Columns =
    [
        new("program", "text", "The program's id.", row => row.Program.Id),
        new("title", "text", "Its title now.", row => row.Program.Definition.Title),
        new("wave", "text", "When it was asked: an ISO 8601 period after the completion, such as P42D.", row => row.Wave),
        new("group_by", "text", "all, round (of that day), department, role, or others (groups counted together).",
            row => Wire.NameOf(row.Group.Kind)),
        new("group", "text",
            "Which day, department or role; of others all their names, separated by semicolons; blank for all, and for people whose own HR "
            + "did not give.",
            row => row.Group.Kind == GroupKind.Others ? string.Join("; ", row.Group.Names) : row.Group.Name),
        new("figure", "text",
            "mean-share (of the behaviors at target, over learners), mean-share-of-all-asked (low: if nobody else had shown it; "
            + "high: if all had), at-target (one behavior), gap (reported minus observed mean-share), response-rate, "
            + "change-since-remembered-on-day-of-completion, barrier; and where the program asked for them at-least-half, raw-agreement, "
            + "agreement-within-one, linear-kappa.",
            row => row.Figure.Name),
        new("evidence", "text", "observed (by managers), reported (by learners), pairs (of both), or blank for the gap.",
            row => row.Figure.Evidence),
        new("item", "text", "The behavior's or barrier's id, where the figure is about one.", row => row.Figure.Item),
        new("value", "number", "A share from 0 to 1; for gap and change a difference of shares; for kappa up to 1.",
            row => row.Figure.Value),
        new("low", "number",
            "Lower end of the 95 % interval, widened for answers of one manager being alike: Wilson's for shares, Newcombe's for the gap, "
            + "Bonett and Price's for changes.",
            row => row.Figure.Low),
        new("high", "number", "Upper end.", row => row.Figure.High),
        new("k", "number", "Answers that count; for changes, people who reached the target since less those who lost it.",
            row => row.Figure.K),
        new("n", "number", "Answers, pairs or people asked that it is a share of.", row => row.Figure.N),
        new("status", "text",
            "told (of mean-share-of-all-asked its two ends); not-yet (not enough people yet); "
            + "with-others (the group is counted together with others); too-few (fewer than 5 could tell); "
            + "not-defined (nothing to compute it from).",
            row => StatusOf(row.Figure)),
        new("target_frequency", "text", "Of a behavior: the target that its answers were asked with.",
            row => row.Figure.Outcome is { } outcome ? Wire.NameOf(outcome.Target) : null),
        new("asked_so_until", "date", "Of a behavior whose target changed, or that is asked no more: the day of the change, where known.",
            row => row.Figure.Outcome?.ChangedOn is { } day ? LocalDate.FromDateOnly(day) : null),
    ];

    public static ExportTable Of(IReadOnlyList<ProgramReport> reports, ExportFilter filter) =>
        ExportTable.Of("Summary", Columns, Rows(reports, filter).ToAsyncEnumerable());

    private static IEnumerable<SummaryRow> Rows(IReadOnlyList<ProgramReport> reports, ExportFilter filter) =>
        from report in reports
        where !report.Program.Definition.IsCompletionDataOnly
        from wave in report.Waves
        where filter.Wave is null || wave == filter.Wave
        from named in Groups(report, wave)
        from figure in Figures(report, wave, named)
        select new SummaryRow(report.Program, wave, named.Group, figure);

    private static IEnumerable<NamedFigures> Groups(ProgramReport report, string wave) =>
        [new(new(GroupKind.All, "", []), report.All(wave)), .. report.ByRound(wave), .. report.ByGroup(wave)];

    private static IEnumerable<SummaryFigure> Figures(ProgramReport report, string wave, NamedFigures named)
    {
        var figures = named.Figures;
        var (observed, reported, gap, observedBounds, reportedBounds) = figures.Headline;
        yield return Mean("observed", observed);
        yield return Mean("reported", reported);
        if (observedBounds is not null) yield return OfAllAsked("observed", observedBounds);
        if (reportedBounds is not null) yield return OfAllAsked("reported", reportedBounds);
        yield return new("gap", "", "", gap.Value, gap.Missing) { Low = gap.Low, High = gap.High };
        if (figures.AtLeastHalf is { } half)
        {
            yield return Share("at-least-half", "observed", "", half.Observed);
            yield return Share("at-least-half", "reported", "", half.Reported);
        }
        if (named.Group.Kind != GroupKind.Round)
        {
            yield return ResponseRate("observed", figures.Manager, figures.WhyNoManagers);
            yield return ResponseRate("reported", figures.Learner, figures.WhyNoLearners);
        }
        foreach (var figure in figures.Outcomes.SelectMany(Figures)) yield return figure;
        // in a fixed order: where they are not told, too
        foreach (var barrier in figures.Barriers.OrderBy(barrier => barrier.Id, StringComparer.Ordinal))
            yield return Share("barrier", "reported", barrier.Id, barrier.Named);
        if (named.Group.Kind != GroupKind.All || report.Agreement(wave) is not { } agreement) yield break;
        yield return Pairs("raw-agreement", agreement.SameStep / 100.0);
        yield return Pairs("agreement-within-one", agreement.WithinOneStep / 100.0);
        yield return Pairs("linear-kappa", agreement.Kappa);

        SummaryFigure Pairs(string name, double? value) =>
            new(name, "pairs", "", value, value is null ? Missing.NotDefined : null) { N = agreement.Pairs };
    }

    private static SummaryFigure Mean(string evidence, MeanShare share) => new("mean-share", evidence, "", share.Mean, share.Missing)
    {
        Low = share.Low,
        High = share.High,
        N = share.N,
    };

    private static SummaryFigure OfAllAsked(string evidence, Bounds bounds) =>
        new("mean-share-of-all-asked", evidence, "", null, null) { Low = bounds.Low, High = bounds.High };

    private static SummaryFigure ResponseRate(string evidence, AudienceFigures? audience, NotTold? why) =>
        new("response-rate", evidence, "", audience?.ResponseRate, MissingOf(audience?.ResponseRate, why))
        {
            K = audience?.Asked is null ? null : audience.Counted + audience.Waiting,
            N = audience?.Asked,
        };

    private static Missing? MissingOf(double? value, NotTold? why) => value is null ? why?.Why ?? Missing.NotDefined : null;

    private static IEnumerable<SummaryFigure> Figures(OutcomeFigures outcome)
    {
        yield return Share("at-target", "observed", outcome.Id, outcome.Observed) with { Outcome = outcome };
        yield return Share("at-target", "reported", outcome.Id, outcome.Reported) with { Outcome = outcome };
        if (outcome.ObservedChange is { } observed) yield return Change("observed", outcome, observed);
        if (outcome.ReportedChange is { } reported) yield return Change("reported", outcome, reported);
    }

    private static SummaryFigure Share(string name, string evidence, string item, Rate rate) =>
        new(name, evidence, item, rate.Share, rate.Missing)
        {
            Low = rate.Low,
            High = rate.High,
            K = rate.K,
            N = rate.N,
        };

    private static SummaryFigure Change(string evidence, OutcomeFigures outcome, BaselineChange change) =>
        new("change-since-remembered-on-day-of-completion", evidence, outcome.Id, change.Change, change.Missing)
        {
            Outcome = outcome,
            Low = change.Low,
            High = change.High,
            K = change.Reached - change.Lost,
            N = change.N,
        };

    private static string StatusOf(SummaryFigure figure) => figure.Missing is { } why ? Wire.NameOf(why) : "told";
}
