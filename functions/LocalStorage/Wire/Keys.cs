using System.Text;
using Followup.LocalStorage.Errors;
using Followup.LocalStorage.Store;

namespace Followup.LocalStorage.Wire;

/// <summary>The keys of rows: their limits, and how they stand in URLs.</summary>
internal static class Keys
{
    private const int MostChars = 512; // 1 KiB in UTF-16

    /// <summary>Refuses keys that a row may not have.</summary>
    public static RowKeys Checked(string partition, string row)
    {
        foreach (var key in new[] { partition, row })
        {
            if (key.Length > MostChars) throw new RefusedException(Refusal.KeyValueTooLarge);
            if (key.Any(character => character is '/' or '\\' or '#' or '?' || char.IsControl(character)))
                throw new RefusedException(Refusal.OutOfRangeInput);
        }
        return RowKeys.Of(partition, row);
    }

    /// <summary>Reads <c>PartitionKey='..',RowKey='..'</c>, unescaped before; a quote within a key is doubled.</summary>
    /// <exception cref="RefusedException">It is something else.</exception>
    public static (string Partition, string Row) Read(string text)
    {
        var rest = text.AsSpan();
        var partition = Take(ref rest, "PartitionKey='");
        var row = Take(ref rest, ",RowKey='");
        return rest.IsEmpty ? (partition, row) : throw new RefusedException(Refusal.InvalidInput);
    }

    private static string Take(ref ReadOnlySpan<char> rest, string name)
    {
        if (!rest.StartsWith(name)) throw new RefusedException(Refusal.InvalidInput);
        rest = rest[name.Length..];
        var key = new StringBuilder();
        while (true)
        {
            var end = rest.IndexOf('\'');
            if (end < 0) throw new RefusedException(Refusal.InvalidInput);
            key.Append(rest[..end]);
            rest = rest[(end + 1)..];
            if (!rest.StartsWith("'")) return key.ToString();
            key.Append('\'');
            rest = rest[1..];
        }
    }
}
