namespace Followup.Results.Figures;

/// <summary>
/// How alike the answers of one manager are: the estimate to which the setting is held. By analysis of variance, for managers with unequal
/// numbers of reports (Donner 1986).
/// </summary>
public static class IntraClassCorrelation
{
    /// <returns>
    /// At most 1; below 0 where answers of one manager differ more than those of two. Null where it is not defined: fewer than two
    /// managers, none with two answers, or all answers alike.
    /// </returns>
    public static double? Of(IEnumerable<Cluster> clusters)
    {
        List<Cluster> answered = [.. clusters.Where(cluster => cluster.N > 0)];
        double n = answered.Sum(cluster => cluster.N);
        var between = answered.Count - 1;
        var within = n - answered.Count;
        if (between < 1 || within < 1) return null;

        // whole numbers: squares of sums go beyond what a long holds, and their difference must not lose digits
        Int128 sum = 0, squares = 0;
        double ofManagers = 0, squaredSizes = 0;
        foreach (var cluster in answered)
        {
            sum += cluster.Sum;
            squares += cluster.SumOfSquares;
            ofManagers += (double)cluster.Sum * cluster.Sum / cluster.N;
            squaredSizes += (double)cluster.N * cluster.N;
        }
        if (squares * (Int128)n == sum * sum) return null;

        var meanSquareBetween = (ofManagers - (double)sum * (double)sum / n) / between;
        var meanSquareWithin = Math.Max(0, (double)squares - ofManagers) / within;
        var size = (n - squaredSizes / n) / between;
        return (meanSquareBetween - meanSquareWithin) / (meanSquareBetween + (size - 1) * meanSquareWithin);
    }
}
