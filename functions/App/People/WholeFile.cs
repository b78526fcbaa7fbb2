using Followup.Shared.Http;
using Followup.Shared.Keys;

namespace Followup.People;

/// <summary>A file that lists everybody: who is active and not in it has left.</summary>
internal static class WholeFile
{
    /// <summary>How much of those active may be missing without a word.</summary>
    public const double MostMissing = 0.1;

    /// <summary>
    /// Those active whom no row is about. A row that will be refused is about somebody all the same: by its id, and where that cannot be
    /// told, by any of its cells.
    /// </summary>
    /// <returns>Those missing, and how many are active.</returns>
    public static async Task<(IReadOnlyList<PersonRow> Missing, int Active)> MissingAsync(
        PersonStore people, IEnumerable<CsvRow> rows, CancellationToken ct)
    {
        var present = rows.SelectMany(NamesIn).Select(PersonKey.Of).ToHashSet();
        List<PersonRow> missing = [];
        var active = 0;
        await foreach (var person in people.ActiveAsync(ct))
        {
            active++;
            var isThere = person.IdKeys.Any(present.Contains) || present.Contains(PersonKey.Of(person.Id));
            if (!isThere && !present.Contains(PersonKey.Of(person.Email))) missing.Add(person);
        }
        return ([.. missing.OrderBy(person => person.Id, StringComparer.Ordinal)], active);
    }

    private static IEnumerable<string> NamesIn(CsvRow row)
    {
        // an address under another id is most often the same person: the row is refused then, and says what to do
        string[] names =
        [
            IdText.Clean(row["id"] ?? ""), IdText.Clean(row["previousId"] ?? ""), IdText.Clean(row["email"] ?? "", isAddress: true),
        ];
        var isClear = row.Flaw is null && IdText.FaultOfId(names[0], row["id"] ?? "") is null;
        return isClear ? names.Where(name => name != "") : row.Cells.Select(cell => IdText.Clean(cell, isAddress: true)).Concat(names);
    }
}
