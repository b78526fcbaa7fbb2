using Followup.Programs;
using Followup.Results.Counts;
using Followup.Results.Figures;
using Followup.Results.Reports;
using Followup.Shared.Hr;
using Microsoft.AspNetCore.Components;

namespace Followup.Results.Pages;

public partial class ResultsPage
{
    private const string AtLeastHalf = "At least half of the behaviors at target";

    private const string IntervalMeaning =
        "With 95\u00a0% intervals: if groups like this were asked again and again, "
        + "such intervals would hold the true share in about 19 of 20 cases.";

    [Parameter, EditorRequired] public HrView View { get; set; } = default!;
    [Parameter, EditorRequired] public ProgramReport Report { get; set; } = default!;
    [Parameter, EditorRequired] public string Wave { get; set; } = "";
    [Parameter, EditorRequired] public GroupFilter Filter { get; set; } = GroupFilter.None;

    /// <summary>Null where a group is shown.</summary>
    [Parameter] public IReadOnlyList<Comment>? Comments { get; set; }
    [Parameter] public DateTimeOffset? CountedAt { get; set; }

    private GroupFigures Figures { get; set; } = default!;

    private IReadOnlyList<string> ShownMonths { get; set; } = [];

    private IReadOnlyList<NamedFigures> ByMonth { get; set; } = [];

    protected override void OnParametersSet()
    {
        Figures = Report.Of(Wave, Filter, out var shown);
        ShownMonths = shown;
        ByMonth = Report.By(Wave, Dimension.Month);
    }

    private ProgramDefinition Program => Report.Program.Definition;

    private string What
    {
        get
        {
            var programAndWave = $"{Program.Title}, {Phrases.When(Wave)}";
            return Choice is null ? $"{programAndWave}." : $"{programAndWave}: {Choice}.";
        }
    }

    private string? Choice => Filter.Dimension switch
    {
        Dimension.All => null,
        Dimension.Month when ShownMonths.Count == 0 => "no month",
        Dimension.Month => $"completed in {Phrases.Months(ProgramReport.NameOf(ShownMonths))}",
        Dimension.Department => $"department {Phrases.Group(Filter.Department!)}",
        _ => $"role {Phrases.Group(Filter.Role!)}",
    };

    /// <summary>Which of the chosen months are not shown; null where all are.</summary>
    private string? Cut
    {
        get
        {
            var months = Report.MonthBlocks.SelectMany(block => block);
            var chosen = months.Where(month => Filter.Months.Contains(ProgramReport.MonthOf(month)));
            var left = chosen.Except(ShownMonths).ToList();
            if (left.Count == 0) return null;

            var names = string.Join(", ", left.Select(Phrases.Month));
            return
                $"Without {names}: too few answered there, and they can only be shown together with their neighbors. "
                + "Choose more months to see them.";
        }
    }

    private string Finding => Figures.Headline.Observed switch
    {
        { Share: { } share } => $"Managers see {Phrases.Percent(share)} of learners apply at least half of what they learned",
        { Missing: Missing.Hidden } => "There are too few answers of managers to show",
        _ => "No manager has said yet whether learners apply what they learned",
    };

    private string HeadlineTitle => Figures.Headline.Gap switch
    {
        null => "Does behavior change?",
        >= 0.1 => "Learners report more than managers see",
        <= -0.1 => "Managers see more than learners report",
        _ => "Learners and managers say much the same overall",
    };

    private string Indicator(string outcomeId) => Program.Outcomes.First(outcome => outcome.Id == outcomeId).Indicator ?? "";
}
