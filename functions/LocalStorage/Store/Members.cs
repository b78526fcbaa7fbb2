using System.Buffers;
using System.Text;
using Followup.LocalStorage.Errors;

namespace Followup.LocalStorage.Store;

/// <summary>What is done to all properties of a row at once, in the stored form.</summary>
internal static class Members
{
    public const int MostBytes = 1 << 20;
    private const int MostProperties = 252;

    public static bool Contains(ReadOnlySpan<byte> members, ReadOnlySpan<byte> name)
    {
        var reader = new MemberReader(members);
        while (reader.Read())
        {
            if (reader.Current.Name.SequenceEqual(name)) return true;
        }
        return false;
    }

    /// <summary>The properties of both; where both have one, the newer.</summary>
    public static byte[] Merge(ReadOnlySpan<byte> older, ReadOnlySpan<byte> newer)
    {
        var merged = new ArrayBufferWriter<byte>(older.Length + newer.Length + 1);
        var reader = new MemberReader(older);
        while (reader.Read())
        {
            if (!Contains(newer, reader.Current.Name)) Add(merged, reader.Current.Text);
        }
        if (!newer.IsEmpty) Add(merged, newer);
        return merged.WrittenSpan.ToArray();
    }

    /// <summary>Appends members to those that are there.</summary>
    public static void Add(ArrayBufferWriter<byte> to, ReadOnlySpan<byte> members)
    {
        if (to.WrittenCount > 0) to.Write(","u8);
        to.Write(members);
    }

    /// <summary>
    /// Refuses a row of more than 252 properties or 1 MiB, counted as the service counts:
    /// https://learn.microsoft.com/archive/blogs/avkashchauhan/how-the-size-of-an-entity-is-caclulated-in-windows-azure-table-storage
    /// </summary>
    public static Refusal? LimitOf(int keyChars, ReadOnlySpan<byte> members)
    {
        var (count, size) = (0, 4 + 2 * keyChars);
        var reader = new MemberReader(members);
        while (reader.Read())
        {
            count++;
            size += 8 + 2 * Encoding.UTF8.GetCharCount(reader.Current.Name) + SizeOf(reader.Current);
        }
        return count > MostProperties ? Refusal.TooManyProperties : size > MostBytes ? Refusal.EntityTooLarge : null;
    }

    private static int SizeOf(in Member member) => member.Type switch
    {
        EdmType.String => 4 + 2 * JsonText.CharsOf(member.Value),
        EdmType.Binary => 4 + member.Value.Length / 4 * 3,
        EdmType.Guid => 16,
        EdmType.Boolean => 1,
        EdmType.Int32 => 4,
        _ => 8,
    };
}
