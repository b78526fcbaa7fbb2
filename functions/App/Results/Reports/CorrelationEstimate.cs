using Followup.Results.Figures;

namespace Followup.Results.Reports;

/// <summary>
/// How alike managers' own answers are, from each manager's sums: for the identified role alone, because such sums tell of single managers.
/// </summary>
/// <param name="Setting">By which all that is released is widened.</param>
public sealed record CorrelationEstimate(string Program, string Title, double Setting, IReadOnlyList<CorrelationOfWave> Waves);

/// <param name="Correlation">Null where it is not defined: see <see cref="IntraClassCorrelation.Of"/>.</param>
/// <param name="Released">What everybody is told of the wave.</param>
public sealed record CorrelationOfWave(string Wave, double? Correlation, ClusterRobust Robust, GroupFigures Released);
