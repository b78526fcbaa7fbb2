using System.Globalization;
using Azure.Data.Tables;

namespace Followup.Operations;

/// <summary>
/// A row of a table as text, so that the very same row can be written again: each property with its type in the table service, for example
/// <c>"Attempts": ["Int32", "1"]</c>. The service's own Timestamp is left out.
/// </summary>
public static class StoredRow
{
    public static SortedDictionary<string, string[]> Of(TableEntity entity)
    {
        var row = new SortedDictionary<string, string[]>(StringComparer.Ordinal);
        foreach (var (name, value) in entity)
        {
            if (name is "odata.etag" or "Timestamp") continue;
            row.Add(name, Typed(value));
        }
        return row;
    }

    /// <exception cref="FormatException">
    /// A property is no pair of type and value, or its value does not fit its type; the message names it.
    /// </exception>
    public static TableEntity ToEntity(IReadOnlyDictionary<string, string[]> row) =>
        new(row.ToDictionary(property => property.Key, property => Value(property.Key, property.Value)));

    private static string[] Typed(object value) => value switch
    {
        string text => ["String", text],
        int number => ["Int32", number.ToString(CultureInfo.InvariantCulture)],
        long number => ["Int64", number.ToString(CultureInfo.InvariantCulture)],
        double number => ["Double", number.ToString("R", CultureInfo.InvariantCulture)],
        bool yes => ["Boolean", yes ? "true" : "false"],
        byte[] bytes => ["Binary", Convert.ToBase64String(bytes)],
        DateTimeOffset at => ["DateTime", at.ToString("O", CultureInfo.InvariantCulture)],
        _ => throw new NotSupportedException($"No row of ours has a {value.GetType().Name}."),
    };

    private static object Value(string name, string[] typed) => typed switch
    {
        ["String", var text] => text,
        ["Int32", var text] when int.TryParse(text, CultureInfo.InvariantCulture, out var number) => number,
        ["Int64", var text] when long.TryParse(text, CultureInfo.InvariantCulture, out var number) => number,
        ["Double", var text] when double.TryParse(text, CultureInfo.InvariantCulture, out var number) => number,
        ["Boolean", "true"] => true,
        ["Boolean", "false"] => false,
        ["Binary", var text] when Convert.TryFromBase64String(text, new byte[text.Length], out _) => Convert.FromBase64String(text),
        ["DateTime", var text] when DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out var at) => at,
        _ => throw new FormatException($"{name} is no pair of type and value, such as [\"Int32\", \"1\"]."),
    };
}
