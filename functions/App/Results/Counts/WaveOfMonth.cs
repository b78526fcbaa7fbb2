namespace Followup.Results.Counts;

/// <summary>A wave of a month: its cells, in order of department and role, and what people wrote.</summary>
/// <param name="Fingerprint">
/// Changes whenever any answer changes, also where no count does: exports hold more than is counted.
/// </param>
public sealed record WaveOfMonth(
    string Wave,
    IReadOnlyList<CountedCell> Cells,
    IReadOnlyList<Comment> Comments,
    string Fingerprint = "");

/// <summary>
/// The smallest group that is counted: a department and a role, of one month of completion and one wave. Names are empty where HR gave
/// none.
/// </summary>
public sealed record CountedCell(string Department, string Role, Tally Tally);
