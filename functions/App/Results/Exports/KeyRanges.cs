using System.Globalization;

namespace Followup.Results.Exports;

/// <summary>
/// Cuts the keys of people into equal ranges, each with some hundred answers. Rows come from the table by month and by person's key, which
/// anybody who has the list of employees can compute; written range by range, each sorted by pseudonym, a row's place tells no more than
/// its range. The cuts follow from how many answers there are at all, not from what is chosen, so that several exports cannot be laid over
/// each other to narrow a person down.
/// </summary>
internal static class KeyRanges
{
    /// <summary>Answers in a range, at least, on average: so many are sorted at once, and held in memory.</summary>
    public const int Answers = 500;

    // four hex digits tell ranges apart
    private const int Most = 1 << 16;

    /// <param name="answers">How many answers there are.</param>
    /// <returns>
    /// Beginnings of keys: from one, included, to the next, excluded. There is a power of two of ranges, so that more answers later cut a
    /// range in two, and never shift its ends.
    /// </returns>
    public static IEnumerable<(string From, string To)> Of(int answers)
    {
        var ranges = 1;
        while (ranges < Most && 2 * ranges * Answers <= answers) ranges *= 2;
        // '~' sorts behind every character our keys use
        return Enumerable.Range(0, ranges).Select(i => (Start(i), i == ranges - 1 ? "~" : Start(i + 1)));

        string Start(int i) => (i * (Most / ranges)).ToString("x4", CultureInfo.InvariantCulture);
    }
}
