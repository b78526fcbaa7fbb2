using System.Numerics;

namespace Followup.Tests.Results.Rounds.Attacks;

/// <summary>All that adding and subtracting (any multiples of) some counts can give: linear algebra modulo a large prime.</summary>
internal sealed class LinearSpan
{
    private const long Prime = 2147483647;

    private readonly List<(int Pivot, long[] Row)> rows = [];

    public LinearSpan(IEnumerable<long[]> vectors)
    {
        foreach (var vector in vectors)
        {
            var row = Reduced(vector);
            if (Array.FindIndex(row, value => value != 0) is not (var pivot and >= 0)) continue;
            var inverse = (long)BigInteger.ModPow(row[pivot], Prime - 2, Prime);
            rows.Add((pivot, [.. row.Select(value => value * inverse % Prime)]));
        }
    }

    public int Rank => rows.Count;

    public bool Holds(long[] vector) => Array.TrueForAll(Reduced(vector), value => value == 0);

    private long[] Reduced(long[] vector)
    {
        long[] row = [.. vector];
        foreach (var (pivot, known) in rows)
        {
            if (row[pivot] is not (var factor and not 0)) continue;
            for (var i = 0; i < row.Length; i++) row[i] = (row[i] + (Prime - factor) * known[i]) % Prime;
        }
        return row;
    }
}
