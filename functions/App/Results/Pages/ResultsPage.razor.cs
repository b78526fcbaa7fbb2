using Followup.Programs;
using Followup.Results.Counts;
using Followup.Results.Figures;
using Followup.Results.Reports;
using Followup.Shared.Hr;
using Microsoft.AspNetCore.Components;
using NodaTime;
using NodaTime.Text;

namespace Followup.Results.Pages;

public partial class ResultsPage
{
    private static readonly (string, Func<Funnel, int?>, string)[] FunnelRows =
    [
        ("Completed", funnel => funnel.Completed, "completions that came in"),
        ("Not asked", funnel => funnel.NotAsked, "the person is not active, or the completion came too late"),
        ("Nobody to ask", funnel => funnel.NoRecipient, "no manager is known, or a later question stood for this one"),
        ("Invitations", funnel => funnel.Scheduled, "planned so far, due or not"),
        ("Sent", funnel => funnel.Sent, "handed to the mail provider"),
        ("Delivered", funnel => funnel.Delivered, "taken by the recipient's mail server"),
        ("Answered", funnel => funnel.Answered, "the figures on this page"),
        ("Closed unanswered", funnel => funnel.Closed, "asked, reminded, and not answered in time"),
        ("Undeliverable", funnel => funnel.Undeliverable, "the mail could not be delivered: see the worklist"),
        ("Stopped", funnel => funnel.OptedOut, "the person wants no mails about it"),
        ("Withdrawn", funnel => funnel.Withdrawn, "the person left, or the manager said it is not theirs to answer"),
        ("Still open", funnel => funnel.Open, "not due yet, or not answered yet"),
    ];

    [Parameter, EditorRequired] public HrView View { get; set; } = default!;
    [Parameter, EditorRequired] public ProgramReport Report { get; set; } = default!;
    [Parameter, EditorRequired] public string Wave { get; set; } = "";
    [Parameter, EditorRequired] public GroupFilter Filter { get; set; } = GroupFilter.None;

    /// <summary>Null where a group is shown.</summary>
    [Parameter] public IReadOnlyList<Comment>? Comments { get; set; }
    [Parameter] public DateTimeOffset? CountedAt { get; set; }

    private GroupFigures Figures { get; set; } = default!;

    private IReadOnlyList<string> Shown { get; set; } = [];

    private IReadOnlyList<NamedFigures> ByMonth { get; set; } = [];

    protected override void OnParametersSet()
    {
        Figures = Report.Of(Wave, Filter, out var shown);
        Shown = shown;
        ByMonth = Report.By(Wave, Dimension.Month);
    }

    private ProgramDefinition Program => Report.Program.Definition;

    private List<string> Months => [.. Report.MonthBlocks.SelectMany(block => block)];

    private string? Choice => Filter.Dimension switch
    {
        Dimension.All => null,
        Dimension.Month when Shown.Count == 0 => "no month",
        Dimension.Month => $"completed in {Phrases.Months(ProgramReport.NameOf(Shown))}",
        Dimension.Department => $"department {Phrases.Group(Filter.Department!)}",
        _ => $"role {Phrases.Group(Filter.Role!)}",
    };

    private string? Cut
    {
        get
        {
            var left = Months.Where(month => Filter.Months.Contains(ProgramReport.MonthOf(month))).Except(Shown).ToList();
            return left.Count == 0 ? null
                : $"Without {string.Join(", ", left.Select(Phrases.Month))}: too few answered there, and they can only be shown together with their neighbors. Choose more months to see them.";
        }
    }

    private string Finding => Figures.Headline.Observed switch
    {
        { Share: { } share } => $"Managers see {Phrases.Percent(share)} of learners apply at least half of what they learned",
        { Missing: Missing.Hidden } => "There are too few answers of managers to show",
        _ => "No manager has said yet whether learners apply what they learned",
    };

    private string HeadlineTitle => Figures.Headline switch
    {
        { Gap: { } gap } when Math.Abs(gap) >= 0.1 => gap > 0 ? "Learners report more than managers see" : "Managers see more than learners report",
        { Gap: not null } => "Learners and managers say much the same overall",
        _ => "Does behavior change?",
    };

    private string BarrierTitle => Figures.Barriers.FirstOrDefault(barrier => barrier.Named.Share > 0) is { } most
        ? $"What gets in the way, most of all: {char.ToLowerInvariant(Phrases.Barrier(most.Id)[0])}{Phrases.Barrier(most.Id)[1..]}" : "What gets in the way";

    private string ExportQuery => $"program={Report.Program.Id}";

    private string Indicator(string outcome) => Program.Outcomes.First(one => one.Id == outcome).Indicator ?? "";

    private static string Funnel(AudienceFigures? figures, Func<Funnel, int?> count) => figures is null ? Phrases.Hidden : Phrases.Count(count(figures.Funnel));

    private static string ResponseRate(AudienceFigures? figures) => figures is null ? Phrases.Hidden : figures.ResponseRate.Share is { } share ? Phrases.Percent(share) : Phrases.Why(figures.ResponseRate.Missing!.Value, figures.ResponseRate.N);

    private static string? NameOf(YearMonth? month) => month is { } known ? YearMonthPattern.Iso.Format(known) : null;

    private static RenderFragment Options(IEnumerable<string> values, string? chosen, Func<string, string> name) => builder =>
    {
        foreach (var value in values)
        {
            builder.OpenElement(0, "option");
            builder.AddAttribute(1, "value", value);
            builder.AddAttribute(2, "selected", value == chosen);
            builder.AddContent(3, name(value));
            builder.CloseElement();
        }
    };
}
