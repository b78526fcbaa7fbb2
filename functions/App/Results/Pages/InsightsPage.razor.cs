using Followup.Programs;
using Followup.Results.Figures;
using Followup.Shared.Hr;
using Microsoft.AspNetCore.Components;

namespace Followup.Results.Pages;

public partial class InsightsPage
{
    private static readonly Feature[] Features =
    [
        new("content for a role", "It differs by what people do.", design => design.RoleSpecific),
        new("own tools and data", "People practice with what they work with.", design => design.OwnTools),
        new("a practitioner as teacher", "Whoever teaches does the work.", design => design.PractitionerInstructor),
        new("a mentor afterwards", "Somebody to ask in the weeks after.", design => design.Mentor),
        new("a tie to a workflow", "The behavior is a step of how work is done.", design => design.Workflow),
    ];

    [Parameter, EditorRequired] public HrView View { get; set; } = default!;

    /// <summary>Observed rates of the programs that have one.</summary>
    [Parameter, EditorRequired] public IReadOnlyList<(ProgramDesign Design, double Rate)> Rates { get; set; } = [];

    private string Finding
    {
        get
        {
            var (more, less) = (Names(contrast => contrast.Low > 0), Names(contrast => contrast.High < 0));
            return (more, less) switch
            {
                ("", "") => "No design feature clearly goes with more of the behavior at work yet",
                (_, "") => $"Programs with {more} show more of the behavior at work",
                ("", _) => $"Programs with {less} show less of the behavior at work",
                _ => $"Programs with {more} show more of the behavior at work, those with {less} less",
            };
        }
    }

    private string Names(Func<DesignContrast, bool> isClear)
    {
        var clear = Features.Where(feature => isClear(DesignContrast.Of(RatesWith(feature), RatesWithout(feature))));
        return string.Join(", ", clear.Select(feature => feature.Name));
    }

    private List<double> RatesWith(Feature feature) =>
        [.. Rates.Where(program => feature.IsIn(program.Design)).Select(program => program.Rate)];

    private List<double> RatesWithout(Feature feature) =>
        [.. Rates.Where(program => !feature.IsIn(program.Design)).Select(program => program.Rate)];

    private static string Difference(DesignContrast contrast) => contrast switch
    {
        { Difference: { } difference, Low: { } low, High: { } high } =>
            $"{Phrases.Points(difference)} ({Phrases.Points(low)} to {Phrases.Points(high)})",
        { Difference: { } difference } =>
            $"{Phrases.Points(difference)}; not defined how sure: all programs are alike on both sides",
        _ => "not defined: it takes two programs on each side",
    };

    private sealed record Feature(string Name, string Meaning, Func<ProgramDesign, bool> IsIn);
}
