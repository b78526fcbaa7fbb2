using Followup.Programs;
using Followup.Results.Figures;
using Followup.Results.Reports;
using Followup.Results.Rounds;
using Followup.Shared.Hr;
using Microsoft.AspNetCore.Components;

namespace Followup.Results.Pages;

public partial class ResultsPage
{
    [Parameter, EditorRequired] public HrView View { get; set; } = default!;

    /// <summary>Of all rounds.</summary>
    [Parameter, EditorRequired] public ProgramReport Report { get; set; } = default!;

    /// <summary>Of the rounds that are looked at.</summary>
    [Parameter, EditorRequired] public ProgramReport Shown { get; set; } = default!;
    [Parameter, EditorRequired] public GroupFilter Filter { get; set; } = default!;

    /// <summary>The latest first; null where a group or some days are shown.</summary>
    [Parameter] public IReadOnlyList<CommentRound>? Comments { get; set; }

    private GroupFigures Figures { get; set; } = default!;

    /// <summary>Of the same group, of all rounds.</summary>
    private GroupFigures Whole { get; set; } = default!;

    private IReadOnlyList<DateOnly> Days { get; set; } = [];

    private IReadOnlyList<NamedFigures> Rounds { get; set; } = [];

    private IReadOnlyList<NamedFigures> Groups { get; set; } = [];

    protected override void OnParametersSet()
    {
        Whole = Report.Of(Filter);
        Figures = Filter.IsOfSomeDays ? Shown.Of(Filter) : Whole;
        Days = Report.All(Filter.Wave).Days;
        Rounds = Filter.Kind == GroupKind.All ? Shown.ByRound(Filter.Wave) : [];
        Groups = Filter.Kind == GroupKind.All ? Shown.ByGroup(Filter.Wave) : [];
    }

    private ProgramDefinition Program => Report.Program.Definition;

    private bool IsNothingToTell => IsCompletionDataOnly || Report.IsNeverTold;

    private string WhyNothing => IsCompletionDataOnly
        ? "The program says not which behavior should follow, or not how one would know."
        : "Ask in a later wave too, such as P42D: then both are told together.";

    /// <summary>Also of before nothing is told.</summary>
    private bool IsCompletionDataOnly => Program.IsCompletionDataOnly && Whole is { Manager: null, Learner: null };

    private string OthersAddress => GroupChoice.AddressOf(Filter, new(GroupKind.Others, "", []));

    private string GroupedBy => Program.GroupedBy == Grouping.None ? "group" : Program.GroupedBy.ToString().ToLowerInvariant();

    private string What
    {
        get
        {
            List<string> parts = [IsCompletionDataOnly ? Program.Title : $"{Program.Title}, {Phrases.When(Filter.Wave)}"];
            if (Filter.Kind != GroupKind.All) parts.Add(GroupInWords);
            if (Filter.IsOfSomeDays) parts.Add($"counted {DaysInWords}");
            return $"{string.Join(": ", parts)}.";
        }
    }

    private string GroupInWords => Filter.Kind == GroupKind.Others
        ? NameOf(Report.Groups(Filter.Wave).First(group => group.Kind == GroupKind.Others))
        : $"{Filter.Kind.ToString().ToLowerInvariant()} {Phrases.Group(Filter.Name)}";

    private string DaysInWords => (Filter.From, Filter.To) switch
    {
        ({ } from, { } to) when from == to => $"on {Phrases.Date(from)}",
        ({ } from, { } to) => $"from {Phrases.Date(from)} to {Phrases.Date(to)}",
        ({ } from, null) => $"from {Phrases.Date(from)}",
        (_, var to) => $"to {Phrases.Date(to!.Value)}",
    };

    /// <summary>It links two answers, which nothing else here does: so it says that it is outside of the promise.</summary>
    private string? Agreement
    {
        get
        {
            if (!Program.Agreement || Filter.Kind != GroupKind.All || Filter.IsOfSomeDays) return null;

            const string Outside =
                "This one figure links two answers about one completion, which is outside of what people are promised: it is told of all "
                + "together and roughly.";
            if (Report.Agreement(Filter.Wave) is not { } agreement)
                return $"{Outside} There are not enough pairs yet: it takes {AgreementFigure.FewestPairs}, of five managers.";
            var kappa = agreement.Kappa is { } known ? Phrases.Tenths(known) : "not defined (no differences to agree on)";
            return
                $"In about {Phrases.Count(agreement.Pairs)} pairs of answers, about {agreement.SameStep}\u00a0% chose the same frequency "
                + $"and about {agreement.WithinOneStep}\u00a0% were at most one step apart; linearly weighted kappa, agreement beyond "
                + $"chance, is {kappa}. Low values are usual, and a reason to talk. {Outside}";
        }
    }

    private string NameOf(NamedGroup group) => group.Kind switch
    {
        GroupKind.Others => $"Counted together: {Phrases.Names(group.Names)}",
        GroupKind.Role when Program.GroupedBy != Grouping.Role => $"role {Phrases.Group(group.Name)}",
        GroupKind.Department when Program.GroupedBy != Grouping.Department => $"department {Phrases.Group(group.Name)}",
        _ => Phrases.Group(group.Name),
    };
}
