using Followup.Programs;
using Followup.Results.Figures;
using Followup.Results.Reports;

namespace Followup.Results.Exports;

/// <summary>One figure of a group.</summary>
public sealed record SummaryRow(StoredProgram Program, string Wave, NamedGroup Group, SummaryFigure Figure);

/// <summary>One figure, whatever it measures.</summary>
/// <param name="Evidence">observed, reported, pairs, or empty.</param>
/// <param name="Item">The id of the behavior or barrier that the figure is about; empty where it is about none.</param>
/// <param name="Missing">Why there is no value; null where there is one.</param>
public sealed record SummaryFigure(string Name, string Evidence, string Item, double? Value, Missing? Missing)
{
    public double? Low { get; init; }
    public double? High { get; init; }
    public int? K { get; init; }
    public int? N { get; init; }

    /// <summary>Of a behavior, as its answers were asked.</summary>
    public OutcomeFigures? Outcome { get; init; }
}
