namespace Followup.Results.Figures;

/// <summary>
/// Holm's step-down procedure (1979): of several tests, the chance that any is rejected wrongly is at most alpha, however they depend on
/// each other.
/// </summary>
public static class Holm
{
    /// <returns>Which are rejected, in the order of the p-values.</returns>
    public static bool[] Rejected(IReadOnlyList<double> pValues, double alpha)
    {
        var rejected = new bool[pValues.Count];
        var left = pValues.Count;
        foreach (var i in Enumerable.Range(0, pValues.Count).OrderBy(i => pValues[i]))
        {
            // a p-value that is no number comes first, is not at most anything, and nothing is rejected
            if (!(pValues[i] * left <= alpha)) break;
            rejected[i] = true;
            left--;
        }
        return rejected;
    }
}
