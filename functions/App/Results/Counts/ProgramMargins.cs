using Followup.Programs;

namespace Followup.Results.Counts;

/// <summary>All that the pages of a program read.</summary>
/// <param name="Outcomes">Ids of the behaviors, in the order of the tallies.</param>
/// <param name="Fingerprint">Of all months and waves together: see <see cref="WaveOfMonth"/>.</param>
public sealed record ProgramMargins(
    IReadOnlyList<string> Outcomes,
    IReadOnlyList<WaveMargins> Waves,
    string Fingerprint = "")
{
    public static readonly ProgramMargins Empty = new([], []);

    /// <summary>
    /// Adds up the cells of all months. A month that was counted by a wording with other behaviors brings those that still are asked about.
    /// </summary>
    public static ProgramMargins Of(ProgramDefinition program, IEnumerable<(string Month, string Wave, StoredCells Stored)> groups)
    {
        string[] outcomes = [.. program.Outcomes.Select(outcome => outcome.Id)];
        var all = groups.ToList();
        var waves = all
            .GroupBy(group => group.Wave)
            .OrderBy(wave => wave.Key, StringComparer.Ordinal)
            .Select(wave => MarginsOf(wave.Key, wave, outcomes));
        var fingerprint = Counting.FingerprintOf(all.Select(group => $"{group.Month} {group.Wave} {group.Stored.Fingerprint}"));
        return new(outcomes, [.. waves], fingerprint);
    }

    private static WaveMargins MarginsOf(
        string wave, IEnumerable<(string Month, string Wave, StoredCells Stored)> months, string[] outcomes)
    {
        List<MonthCell> cells = [];
        foreach (var (month, _, stored) in months)
        {
            foreach (var cell in stored.Cells)
            {
                cells.Add(new(month, cell.Department, cell.Role, cell.Tally.For(stored.Outcomes, outcomes)));
            }
        }
        return new(wave, By(cell => cell.Month), By(cell => cell.Department), By(cell => cell.Role));

        IReadOnlyList<Margin> By(Func<MonthCell, string> name)
        {
            var margins = cells
                .GroupBy(name)
                .OrderBy(group => group.Key, StringComparer.Ordinal)
                .Select(group => new Margin(group.Key, Tally.Sum(outcomes.Length, group.Select(cell => cell.Tally))));
            return [.. margins];
        }
    }

    private sealed record MonthCell(string Month, string Department, string Role, Tally Tally);
}
