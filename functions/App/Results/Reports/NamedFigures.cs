namespace Followup.Results.Reports;

/// <summary>A group, and what is told of it.</summary>
/// <param name="Name">Of a department or role, empty where HR gave none; of a round its ISO day; else empty.</param>
/// <param name="Names">Of others: all groups that ever went in.</param>
public sealed record NamedGroup(GroupKind Kind, string Name, IReadOnlyList<string> Names);

/// <summary>A group, and its figures.</summary>
public sealed record NamedFigures(NamedGroup Group, GroupFigures Figures);
