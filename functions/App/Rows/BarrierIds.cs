namespace Followup.Rows;

/// <summary>
/// What may get in the way of using what was learned: our own list (the known instruments are proprietary). Ids are stored, so they stay
/// when wording changes; the words are <c>barrier.{id}</c>.
/// </summary>
public static class BarrierIds
{
    public static readonly IReadOnlyList<string> All =
        ["no-time", "no-occasion", "tools", "unsure", "not-expected", "discouraged", "rules", "not-useful"];
}
