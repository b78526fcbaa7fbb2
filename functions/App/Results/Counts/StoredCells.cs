namespace Followup.Results.Counts;

/// <summary>What the row of a month and wave holds: see <see cref="WaveOfMonth"/>.</summary>
/// <param name="Outcomes">Ids of the behaviors, in the order of the tallies.</param>
public sealed record StoredCells(
    IReadOnlyList<string> Outcomes,
    IReadOnlyList<CountedCell> Cells,
    string Fingerprint = "");
