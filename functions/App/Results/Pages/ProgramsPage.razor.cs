using Followup.Results.Reports;
using Followup.Shared.Hr;
using Microsoft.AspNetCore.Components;

namespace Followup.Results.Pages;

public partial class ProgramsPage
{
    [Parameter, EditorRequired] public HrView View { get; set; } = default!;
    [Parameter, EditorRequired] public IReadOnlyList<ProgramReport> Reports { get; set; } = [];

    /// <summary>Programs whose people are asked, the highest observed share first.</summary>
    private List<(ProgramReport Report, GroupFigures Figures)> Asking { get; set; } = [];

    /// <summary>Programs that are completion data only.</summary>
    private List<ProgramReport> Others { get; set; } = [];

    private DateOnly? CountedAt => Reports.Max(report => report.Day);

    private DateOnly? NextRound => Reports is [var first, ..] ? first.NextRound : null;

    protected override void OnParametersSet()
    {
        var asking = Reports
            .Where(report => !report.Program.Definition.IsCompletionDataOnly)
            .Select(report => (Report: report, Figures: report.All(report.MainWave)))
            .OrderByDescending(program => program.Figures.Headline.Observed.Mean ?? -1)
            .ThenBy(program => program.Report.Program.Definition.Title, StringComparer.Ordinal);
        Asking = [.. asking];
        Others = [.. Reports.Where(report => report.Program.Definition.IsCompletionDataOnly)];
    }

    private string Finding => Findings.OfAll(Asking);

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
}
