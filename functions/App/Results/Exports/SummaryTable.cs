using Followup.Results.Figures;
using Followup.Results.Reports;
using Followup.Shared.Json;

namespace Followup.Results.Exports;

/// <summary>
/// All figures, one row each, of all and of each month, department and role: the same as on pages, and hidden where they are. Why a figure has no value stands in
/// <c>status</c>, so no cell is blank without a reason.
/// </summary>
public static class SummaryTable
{
    public static readonly IReadOnlyList<Column> Columns =
    [
        new("program", "text", "The program's id."),
        new("title", "text", "Its title now."),
        new("wave", "text", "When it was asked: an ISO 8601 period after the completion, such as P42D."),
        new("group_by", "text", "all, month (of completion), department or role."),
        new("group", "text", "Which month (or interval of months, 2026-01/2026-02), department or role; blank for all, and for people whose own HR did not give."),
        new("figure", "text", "at-least-half (of the behaviors at target), at-target (one behavior), gap (reported minus observed at-least-half), response-rate, raw-agreement, agreement-within-one, linear-kappa, change-since-day-of-completion, barrier."),
        new("evidence", "text", "observed (by managers), reported (by learners), pairs (of both), or blank for the gap."),
        new("item", "text", "The behavior's or barrier's id, where the figure is about one."),
        new("value", "number", "A share from 0 to 1; for gap and change a difference of shares; for kappa up to 1."),
        new("low", "number", "Lower end of the 95 % interval: Wilson's for shares, Bonett and Price's for changes."),
        new("high", "number", "Upper end."),
        new("k", "number", "Answers that count; for changes, people who reached the target since less those who lost it."),
        new("n", "number", "Answers, pairs or invitations that it is a share of."),
        new("status", "text", "told; hidden (fewer than 5 answers in the group, or it could be worked out); too-few (fewer than 5 could tell); not-defined (nothing to compute it from)."),
    ];

    public static ExportTable Of(IReadOnlyList<ProgramReport> reports, ExportFilter filter) => new("Summary", Columns, Rows(reports, filter).ToAsyncEnumerable());

    private static IEnumerable<object?[]> Rows(IReadOnlyList<ProgramReport> reports, ExportFilter filter) =>
        from report in reports.Where(report => !report.Program.Definition.IsCompletionDataOnly)
        from wave in report.Waves.Where(wave => filter.Wave is null || wave == filter.Wave)
        from dimension in filter.Months.IsAll ? Enum.GetValues<Dimension>() : [Dimension.All, Dimension.Month]
        from named in dimension == Dimension.All ? [new("", report.Of(wave, new(filter.Months), out _))] : report.By(wave, dimension)
        where dimension != Dimension.Month || IsChosen(named.Name, filter)
        from figure in Figures(named.Figures)
        select (object?[])[report.Program.Id, report.Program.Definition.Title, wave, Wire.NameOf(dimension), named.Name, .. figure];

    private static bool IsChosen(string months, ExportFilter filter) =>
        filter.Months.Contains(ProgramReport.MonthOf(months[..7])) && filter.Months.Contains(ProgramReport.MonthOf(months[^7..]));

    private static IEnumerable<object?[]> Figures(GroupFigures figures)
    {
        yield return Share("at-least-half", "observed", "", figures.Headline.Observed);
        yield return Share("at-least-half", "reported", "", figures.Headline.Reported);
        yield return Plain("gap", "", "", figures.Headline.Gap, null, figures.Headline.Observed.Missing ?? figures.Headline.Reported.Missing);
        yield return Share("response-rate", "observed", "", figures.Manager?.ResponseRate ?? Rate.Hidden);
        yield return Share("response-rate", "reported", "", figures.Learner?.ResponseRate ?? Rate.Hidden);
        foreach (var outcome in figures.Outcomes)
        {
            yield return Share("at-target", "observed", outcome.Id, outcome.Observed);
            yield return Share("at-target", "reported", outcome.Id, outcome.Reported);
            var agreement = outcome.Agreement;
            yield return Plain("raw-agreement", "pairs", outcome.Id, agreement.Raw, agreement.N, agreement.Missing);
            yield return Plain("agreement-within-one", "pairs", outcome.Id, agreement.WithinOne, agreement.N, agreement.Missing);
            yield return Plain("linear-kappa", "pairs", outcome.Id, agreement.LinearKappa, agreement.N, agreement.Missing ?? (agreement.LinearKappa is null ? Missing.NotDefined : null));
            if (outcome.ObservedChange is { } observed) yield return Change("observed", outcome.Id, observed);
            if (outcome.ReportedChange is { } reported) yield return Change("reported", outcome.Id, reported);
        }
        // in a fixed order: where they are hidden, the order must not tell which is named most
        foreach (var barrier in figures.Barriers.OrderBy(barrier => barrier.Id, StringComparer.Ordinal)) yield return Share("barrier", "reported", barrier.Id, barrier.Named);
    }

    private static object?[] Share(string figure, string evidence, string item, Rate rate) =>
        [figure, evidence, item, rate.Share, rate.Low, rate.High, rate.K, rate.N, Status(rate.Missing)];

    private static object?[] Plain(string figure, string evidence, string item, double? value, int? n, Missing? missing) =>
        [figure, evidence, item, value, null, null, null, n, Status(missing)];

    private static object?[] Change(string evidence, string item, BaselineChange change) =>
        ["change-since-day-of-completion", evidence, item, change.Change, change.Low, change.High, change.Reached - change.Lost, change.N, Status(change.Missing)];

    private static string Status(Missing? missing) => missing is { } why ? Wire.NameOf(why) : "told";
}
