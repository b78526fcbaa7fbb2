using Followup.Results.Figures;
using Followup.Results.Reports;
using Followup.Shared.Json;

namespace Followup.Results.Exports;

/// <summary>
/// All figures, one row each, of all and of each month, department and role: the same as on pages, and hidden where they are. Why a figure
/// has no value stands in <c>status</c>, so no cell is blank without a reason.
/// </summary>
public static class SummaryTable
{
    public static readonly IReadOnlyList<Column<SummaryRow>> Columns =
    [
        new("program", "text", "The program's id.", row => row.Program.Id),
        new("title", "text", "Its title now.", row => row.Program.Definition.Title),
        new("wave", "text", "When it was asked: an ISO 8601 period after the completion, such as P42D.", row => row.Wave),
        new("group_by", "text", "all, month (of completion), department or role.", row => Wire.NameOf(row.Dimension)),
        new("group", "text",
            "Which month (or interval of months, 2026-01/2026-02), department or role; "
            + "blank for all, and for people whose own HR did not give.",
            row => row.Group),
        new("figure", "text",
            "at-least-half (of the behaviors at target), at-target (one behavior), gap (reported minus observed at-least-half), "
            + "response-rate, raw-agreement, agreement-within-one, linear-kappa, change-since-day-of-completion, barrier.",
            row => row.Figure.Name),
        new("evidence", "text", "observed (by managers), reported (by learners), pairs (of both), or blank for the gap.",
            row => row.Figure.Evidence),
        new("item", "text", "The behavior's or barrier's id, where the figure is about one.", row => row.Figure.Item),
        new("value", "number", "A share from 0 to 1; for gap and change a difference of shares; for kappa up to 1.",
            row => row.Figure.Value),
        new("low", "number", "Lower end of the 95 % interval: Wilson's for shares, Bonett and Price's for changes.", row => row.Figure.Low),
        new("high", "number", "Upper end.", row => row.Figure.High),
        new("k", "number", "Answers that count; for changes, people who reached the target since less those who lost it.",
            row => row.Figure.K),
        new("n", "number", "Answers, pairs or invitations that it is a share of.", row => row.Figure.N),
        new("status", "text",
            "told; hidden (fewer than 5 answers in the group, or it could be worked out); too-few (fewer than 5 could tell); "
            + "not-defined (nothing to compute it from).",
            row => StatusOf(row.Figure)),
    ];

    public static ExportTable Of(IReadOnlyList<ProgramReport> reports, ExportFilter filter) =>
        ExportTable.Of("Summary", Columns, Rows(reports, filter).ToAsyncEnumerable());

    private static IEnumerable<SummaryRow> Rows(IReadOnlyList<ProgramReport> reports, ExportFilter filter)
    {
        // a group is of one dimension at most: where months are chosen, there are no departments and roles
        var dimensions = filter.Months.IsAll ? Enum.GetValues<Dimension>() : [Dimension.All, Dimension.Month];
        return
            from report in reports
            where !report.Program.Definition.IsCompletionDataOnly
            from wave in report.Waves
            where filter.Wave is null || wave == filter.Wave
            from dimension in dimensions
            from named in Groups(report, wave, dimension, filter)
            from figure in Figures(named.Figures)
            select new SummaryRow(report.Program, wave, dimension, named.Name, figure);
    }

    private static IEnumerable<NamedFigures> Groups(ProgramReport report, string wave, Dimension dimension, ExportFilter filter) =>
        dimension switch
        {
            Dimension.All => [new("", report.Of(wave, new(filter.Months), out _))],
            Dimension.Month => report.By(wave, dimension).Where(group => IsChosen(group.Name, filter)),
            _ => report.By(wave, dimension),
        };

    /// <param name="months">
    /// A month or an interval of months: its first seven characters are the first month, its last seven the last.
    /// </param>
    private static bool IsChosen(string months, ExportFilter filter)
    {
        var first = ProgramReport.MonthOf(months[..7]);
        var last = ProgramReport.MonthOf(months[^7..]);
        return filter.Months.Contains(first) && filter.Months.Contains(last);
    }

    private static IEnumerable<SummaryFigure> Figures(GroupFigures figures)
    {
        var (observed, reported, gap) = figures.Headline;
        yield return Share("at-least-half", "observed", "", observed);
        yield return Share("at-least-half", "reported", "", reported);
        yield return new("gap", "", "", gap, observed.Missing ?? reported.Missing);
        yield return Share("response-rate", "observed", "", figures.Manager?.ResponseRate ?? Rate.Hidden);
        yield return Share("response-rate", "reported", "", figures.Learner?.ResponseRate ?? Rate.Hidden);
        foreach (var figure in figures.Outcomes.SelectMany(Figures)) yield return figure;
        // in a fixed order: where they are hidden, the order must not tell which is named most
        foreach (var barrier in figures.Barriers.OrderBy(barrier => barrier.Id, StringComparer.Ordinal))
            yield return Share("barrier", "reported", barrier.Id, barrier.Named);
    }

    private static IEnumerable<SummaryFigure> Figures(OutcomeFigures outcome)
    {
        yield return Share("at-target", "observed", outcome.Id, outcome.Observed);
        yield return Share("at-target", "reported", outcome.Id, outcome.Reported);
        var agreement = outcome.Agreement;
        var whyNoKappa = agreement.Missing ?? (agreement.LinearKappa is null ? Missing.NotDefined : null);
        yield return Pairs("raw-agreement", agreement.Raw, agreement.Missing);
        yield return Pairs("agreement-within-one", agreement.WithinOne, agreement.Missing);
        yield return Pairs("linear-kappa", agreement.LinearKappa, whyNoKappa);
        if (outcome.ObservedChange is { } observed) yield return Change("observed", outcome.Id, observed);
        if (outcome.ReportedChange is { } reported) yield return Change("reported", outcome.Id, reported);

        SummaryFigure Pairs(string name, double? value, Missing? missing) =>
            new(name, "pairs", outcome.Id, value, missing) { N = agreement.N };
    }

    private static SummaryFigure Share(string name, string evidence, string item, Rate rate) =>
        new(name, evidence, item, rate.Share, rate.Missing)
        {
            Low = rate.Low,
            High = rate.High,
            K = rate.K,
            N = rate.N,
        };

    private static SummaryFigure Change(string evidence, string item, BaselineChange change) =>
        new("change-since-day-of-completion", evidence, item, change.Change, change.Missing)
        {
            Low = change.Low,
            High = change.High,
            K = change.Reached - change.Lost,
            N = change.N,
        };

    private static string StatusOf(SummaryFigure figure) => figure.Missing is { } why ? Wire.NameOf(why) : "told";
}
