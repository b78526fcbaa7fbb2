using Followup.Programs;
using Followup.Results.Figures;
using Followup.Results.Reports;
using Followup.Shared.Hr;
using Microsoft.AspNetCore.Components;

namespace Followup.Results.Pages;

public partial class InsightsPage
{
    private sealed record Feature(string Name, string Meaning, Func<ProgramDesign, bool> IsIn);

    private static readonly Feature[] Features =
    [
        new("content for a role", "It differs by what people do.", design => design.RoleSpecific),
        new("own tools and data", "People practice with what they work with.", design => design.OwnTools),
        new("a practitioner as teacher", "Whoever teaches does the work.", design => design.PractitionerInstructor),
        new("a mentor afterwards", "Somebody to ask in the weeks after.", design => design.Mentor),
        new("a tie to a workflow", "The behavior is a step of how work is done.", design => design.Workflow),
    ];

    [Parameter, EditorRequired] public HrView View { get; set; } = default!;
    [Parameter, EditorRequired] public IReadOnlyList<ProgramReport> Reports { get; set; } = [];

    /// <summary>Observed mean shares of the programs of which enough managers were heard.</summary>
    private IReadOnlyList<(ProgramDesign Design, double Rate)> Rates { get; set; } = [];

    private IReadOnlyList<(Feature Feature, DesignContrast Contrast, bool IsNamed)> Looked { get; set; } = [];

    private DateOnly? CountedAt => Reports.Max(report => report.Day);

    private DateOnly? NextRound => Reports is [var first, ..] ? first.NextRound : null;

    protected override void OnParametersSet()
    {
        var asking = Reports.Where(report => !report.Program.Definition.IsCompletionDataOnly);
        var shares =
            from report in asking
            let figures = report.All(report.MainWave)
            where figures.Headline.Observed.Mean is not null && report.IsHeard(figures.Manager)
            select (report.Program.Definition.Design, figures.Headline.Observed.Mean!.Value);
        Rates = [.. shares];
        DesignContrast[] contrasts = [.. Features.Select(feature => DesignContrast.Of(RatesWith(feature), RatesWithout(feature)))];
        Looked = [.. Features.Zip(contrasts, DesignContrast.Named(contrasts))];
    }

    private string Finding
    {
        get
        {
            var (more, less) = (Names(contrast => contrast.Difference > 0), Names(contrast => contrast.Difference < 0));
            return (more, less) switch
            {
                ("", "") =>
                    $"Of {Phrases.Programs(Rates.Count)}, no design feature clearly goes with more or less of the behaviors at work; "
                    + $"it takes {Phrases.InWords(DesignContrast.FewestPrograms)} programs a side to say so of one",
                (_, "") => $"Of {Phrases.Programs(Rates.Count)}, {more} show more of the behaviors at work",
                ("", _) => $"Of {Phrases.Programs(Rates.Count)}, {less} show less of the behaviors at work",
                _ => $"Of {Phrases.Programs(Rates.Count)}, {more} show more of the behaviors at work, {less} less",
            };
        }
    }

    private string Names(Func<DesignContrast, bool> isSo) =>
        string.Join(
            " and ",
            Looked.Where(looked => looked.IsNamed && isSo(looked.Contrast)).Select(looked => $"those with {looked.Feature.Name}"));

    private List<double> RatesWith(Feature feature) =>
        [.. Rates.Where(program => feature.IsIn(program.Design)).Select(program => program.Rate)];

    private List<double> RatesWithout(Feature feature) =>
        [.. Rates.Where(program => !feature.IsIn(program.Design)).Select(program => program.Rate)];

    private static string Difference(DesignContrast contrast) => contrast switch
    {
        { Difference: { } difference, Low: { } low, High: { } high } => Phrases.Points(WholePercent.Of(difference), low, high),
        { Difference: { } difference } =>
            $"{Phrases.Points(WholePercent.Of(difference))}; not defined how sure: programs of a side are all alike",
        _ => "not defined: it takes two programs on each side",
    };

    private static string Verdict(DesignContrast contrast, bool isNamed)
    {
        if (isNamed) return "clear";
        return contrast is { With.Programs: >= DesignContrast.FewestPrograms, Without.Programs: >= DesignContrast.FewestPrograms }
            ? "may be chance"
            : "too few programs";
    }
}
