using MathNet.Numerics;

namespace Followup.Results.Figures;

/// <summary>Whether what was named most is clearly named more often than each of the others.</summary>
/// <remarks>
/// <para>
/// One may name several, and only how often each was named is known, not by whom. Two are compared by the sign test on those who named just
/// one of them (McNemar, exact). How many these are is not known either: the more they are, the larger the p-value for the same
/// difference, and they are the most where nobody named both. So that is assumed, a or more of a + b by even chances: the test is
/// conservative, the true p-value is at most that.
/// </para>
/// <para>
/// Being clear of the second is being clear of all. Any of the k offered could have come out first by chance: the level is .05 / k, so that
/// one that is not named most of all, or not alone, is called so in at most 5 of 100 cases.
/// </para>
/// </remarks>
public static class MostNamed
{
    private const double Alpha = 0.05;

    /// <param name="named">How often each was named, of all that were offered, also those that nobody named.</param>
    public static bool IsClear(IReadOnlyList<int> named)
    {
        if (named.Count < 2) return false;

        int[] sorted = [.. named.OrderDescending()];
        return sorted[0] > sorted[1] && P(sorted[0], sorted[1]) * named.Count <= Alpha;
    }

    /// <summary>The chance of so many or more of both together, at one half.</summary>
    internal static double P(int most, int second) => SpecialFunctions.BetaRegularized(most, second + 1, 0.5);
}
