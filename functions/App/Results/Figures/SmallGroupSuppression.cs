namespace Followup.Results.Figures;

/// <summary>
/// Takes neighboring groups together until each block has five answers, so that nothing smaller can be had: not from a figure, and not by
/// subtracting figures, because every figure that is shown is a sum over whole blocks. A group alone in its block is shown; the others of a
/// dimension are hidden.
/// </summary>
/// <remarks>
/// The order of groups must not depend on the answers: then no block gives away more than its sum, even to somebody who knows this rule.
/// In a block of several, one answer more in one group and one less in the last is another organization with the same blocks. (Sorted by
/// answers instead, two groups that together have eight and come before a pair of small ones could only be four and four.) Groups of
/// nobody asked are told to have none, and bound nothing.
/// </remarks>
public static class SmallGroupSuppression
{
    /// <summary>Positions behind which a block may end, by the answers of one audience in one wave.</summary>
    /// <param name="groups">In order: whether anybody was asked there, and how many answered.</param>
    /// <param name="allowed">Positions to choose from; all where null.</param>
    /// <returns>The last position alone where all have fewer than five: then the one block is hidden itself.</returns>
    public static HashSet<int> BlockEnds(IReadOnlyList<(bool Asked, int Answers)> groups, IReadOnlySet<int>? allowed = null)
    {
        HashSet<int> ends = [];
        // the block that is being filled: its answers, and whether anybody in it was asked
        var (pending, isPending) = (0, false);
        var (lastClosed, lastAsked) = (-1, -1);
        for (var i = 0; i < groups.Count; i++)
        {
            pending += groups[i].Answers;
            if (groups[i].Asked || groups[i].Answers > 0) (isPending, lastAsked) = (true, i);

            var isTooSmall = isPending && pending < Rate.Fewest;
            if (!IsAllowed(i) || isTooSmall) continue;

            if (isPending) lastClosed = i;
            ends.Add(i);
            (pending, isPending) = (0, false);
        }
        if (isPending)
        {
            // too few are left at the end: they join the last block, and groups behind them of whom nobody was asked stay apart
            ends.RemoveWhere(end => end >= lastClosed);
            var fromLastAsked = Enumerable.Range(lastAsked, groups.Count - lastAsked);
            ends.UnionWith(fromLastAsked.Where(IsAllowed));
        }
        if (groups.Count > 0) ends.Add(groups.Count - 1);
        return ends;

        bool IsAllowed(int position) => allowed is null || allowed.Contains(position);
    }

    /// <summary>Which block each group is in, by number.</summary>
    public static int[] BlockNumbers(int groups, IReadOnlySet<int> ends)
    {
        var numbers = new int[groups];
        for (var i = 1; i < groups; i++)
        {
            var isNext = ends.Contains(i - 1);
            numbers[i] = numbers[i - 1] + (isNext ? 1 : 0);
        }
        return numbers;
    }
}
