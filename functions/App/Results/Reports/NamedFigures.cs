namespace Followup.Results.Reports;

/// <summary>A month, department or role, and what is told of it.</summary>
/// <param name="Name">
/// Of months that have too few answers alone and are taken together, the first and the last: <c>2026-03/2026-04</c>.
/// </param>
public sealed record NamedFigures(string Name, GroupFigures Figures);
