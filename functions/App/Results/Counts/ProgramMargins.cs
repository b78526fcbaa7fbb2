using Followup.Programs;

namespace Followup.Results.Counts;

/// <summary>One value of a dimension, such as a month or a department, with all that was counted of it.</summary>
public sealed record Margin(string Name, Tally Tally);

/// <summary>A wave's answers by each dimension alone; each of the three adds up to all.</summary>
public sealed record WaveMargins(string Wave, IReadOnlyList<Margin> Months, IReadOnlyList<Margin> Departments, IReadOnlyList<Margin> Roles)
{
    public Tally Total(int outcomes) => Tally.Sum(outcomes, Months.Select(month => month.Tally));
}

/// <summary>All that the pages of a program read.</summary>
/// <param name="Outcomes">Ids of the behaviors, in the order of the tallies.</param>
/// <param name="Fingerprint">Of all months and waves together: see <see cref="WaveOfMonth"/>.</param>
public sealed record ProgramMargins(IReadOnlyList<string> Outcomes, IReadOnlyList<WaveMargins> Waves, string Fingerprint = "")
{
    public static readonly ProgramMargins Empty = new([], []);

    /// <summary>Adds up the cells of all months. Those counted by a wording with other behaviors bring what still is asked.</summary>
    public static ProgramMargins Of(ProgramDefinition program, IEnumerable<(string Month, string Wave, StoredCells Stored)> groups)
    {
        string[] outcomes = [.. program.Outcomes.Select(outcome => outcome.Id)];
        var all = groups.ToList();
        return new(outcomes,
        [
            .. all.GroupBy(group => group.Wave).OrderBy(wave => wave.Key, StringComparer.Ordinal).Select(wave =>
            {
                var cells = wave.SelectMany(group => group.Stored.Cells.Select(cell => (group.Month, cell.Department, cell.Role, Tally: cell.Tally.For(group.Stored.Outcomes, outcomes)))).ToList();
                IReadOnlyList<Margin> By(Func<(string Month, string Department, string Role, Tally Tally), string> name) =>
                    [.. cells.GroupBy(name).OrderBy(same => same.Key, StringComparer.Ordinal).Select(same => new Margin(same.Key, Tally.Sum(outcomes.Length, same.Select(cell => cell.Tally))))];
                return new WaveMargins(wave.Key, By(cell => cell.Month), By(cell => cell.Department), By(cell => cell.Role));
            }),
        ],
        Counting.FingerprintOf(all.Select(group => $"{group.Month} {group.Wave} {group.Stored.Fingerprint}")));
    }
}

/// <summary>The months alone: all that the page of all programs reads.</summary>
public sealed record ProgramOverview(ProgramMargins Margins)
{
    public static ProgramOverview Of(ProgramMargins margins) =>
        new(margins with { Waves = [.. margins.Waves.Select(wave => wave with { Departments = [], Roles = [] })] });
}
