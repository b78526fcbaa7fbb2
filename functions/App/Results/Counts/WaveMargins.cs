namespace Followup.Results.Counts;

/// <summary>A wave's answers by each dimension alone; each of the three adds up to all.</summary>
public sealed record WaveMargins(
    string Wave,
    IReadOnlyList<Margin> Months,
    IReadOnlyList<Margin> Departments,
    IReadOnlyList<Margin> Roles)
{
    public Tally Total(int outcomes) => Tally.Sum(outcomes, Months.Select(month => month.Tally));
}

/// <summary>One value of a dimension, such as a month or a department, with all that was counted of it.</summary>
public sealed record Margin(string Name, Tally Tally);
