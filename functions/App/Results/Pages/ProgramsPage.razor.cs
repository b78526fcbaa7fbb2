using Followup.Results.Figures;
using Followup.Results.Reports;
using Followup.Shared.Hr;
using Microsoft.AspNetCore.Components;

namespace Followup.Results.Pages;

public partial class ProgramsPage
{
    [Parameter, EditorRequired] public HrView View { get; set; } = default!;
    [Parameter, EditorRequired] public IReadOnlyList<ProgramReport> Reports { get; set; } = [];
    [Parameter] public DateTimeOffset? CountedAt { get; set; }

    /// <summary>Programs whose people are asked, the highest observed rate first.</summary>
    private List<(ProgramReport Report, GroupFigures Figures)> Asking { get; set; } = [];

    /// <summary>Programs that are completion data only.</summary>
    private List<ProgramReport> Others { get; set; } = [];

    protected override void OnParametersSet()
    {
        var asking = Reports
            .Where(report => !report.Program.Definition.IsCompletionDataOnly)
            .Select(report => (Report: report, Figures: report.All(report.MainWave)))
            .OrderByDescending(program => program.Figures.Headline.Observed.Share ?? -1)
            .ThenBy(program => program.Report.Program.Definition.Title, StringComparer.Ordinal);
        Asking = [.. asking];
        Others = [.. Reports.Where(report => report.Program.Definition.IsCompletionDataOnly)];
    }

    private string Finding
    {
        get
        {
            var observed = Asking.Select(program => program.Figures.Headline.Observed).Where(rate => rate.Share is not null).ToList();
            if (observed.Count == 0) return "No program has enough answers of managers yet";
            if (observed is [{ Share: { } only }])
            {
                return $"Managers see {Phrases.Percent(only)} of learners apply at least half of what they learned";
            }
            var most = observed.Count(rate => rate.Low > 0.5);
            return $"Managers clearly see most learners apply what they learned in {most} of {Phrases.Programs(observed.Count)}";
        }
    }

    private string WhyNotAsked
    {
        get
        {
            var (programsSay, them) = Others.Count == 1 ? ("This program says", "it") : ("These programs say", "them");
            return
                $"{programsSay} not which behavior should follow, or not how one would know. "
                + $"Nobody is asked about {them}, and nothing but completions can be told.";
        }
    }

    private static IReadOnlyList<NamedFigures> ByMonth(ProgramReport report) => report.By(report.MainWave, Dimension.Month);

    private static string MonthsInWords(ProgramReport report)
    {
        var months = ByMonth(report).Select(month => $"{Phrases.Months(month.Name)}: {Phrases.Of(month.Figures.Headline.Observed)}");
        return string.Join("; ", months);
    }

    private static string Completions(ProgramReport report) =>
        Phrases.Count(report.All(report.MainWave).Learner?.Funnel.Completed ?? 0);

    private static string Gap(Headline headline) => headline.Gap is { } gap ? Phrases.Points(gap) : "–";

    private static string? Missing(Rate rate) => rate.Missing is null ? null : "missing";

    private static string Share(AudienceFigures? figures) => figures?.ResponseRate switch
    {
        { Share: { } share } => Phrases.Percent(share),
        { Missing: Figures.Missing.Hidden } or null => Phrases.Hidden,
        { N: 0 } => "nobody asked yet",
        _ => "too few to tell",
    };

    private static string Counts(AudienceFigures? figures) => figures?.ResponseRate is { K: { } k, N: { } n }
        ? $"{Phrases.Count(k)} of {Phrases.Count(n)}"
        : "";
}
