namespace Followup.LocalStorage.Store;

/// <summary>
/// Reads the properties of a row where they lie. A row is stored as the members of the JSON object that goes out, without braces or
/// blanks, in UTF-8; the only escapes are <c>\"</c>, <c>\\</c> and <c>\u00XX</c>; a type stands before the property, and only where the
/// JSON does not tell it.
/// </summary>
internal ref struct MemberReader(ReadOnlySpan<byte> members)
{
    private ReadOnlySpan<byte> rest = members;

    public Member Current { get; private set; }

    /// <summary>The suffix of the member that tells the type of another.</summary>
    public static ReadOnlySpan<byte> TypeSuffix => "@odata.type"u8;

    public bool Read()
    {
        if (rest.IsEmpty) return false;
        var start = rest;
        var name = TakeName();
        EdmType? told = null;
        if (name.EndsWith(TypeSuffix))
        {
            told = TypeOf(TakeString());
            rest = rest[1..]; // ,
            name = TakeName();
        }
        var isString = rest[0] == '"';
        var value = isString ? TakeString() : TakeWord();
        var text = start[..(start.Length - rest.Length)];
        if (!rest.IsEmpty) rest = rest[1..]; // ,
        Current = new(name, told ?? (isString ? EdmType.String : TypeOfWord(value)), value, text);
        return true;
    }

    private ReadOnlySpan<byte> TakeName()
    {
        var end = 1 + rest[1..].IndexOf((byte)'"');
        var name = rest[1..end];
        rest = rest[(end + 2)..]; // ":
        return name;
    }

    private ReadOnlySpan<byte> TakeString()
    {
        var end = 1;
        while (true)
        {
            end += rest[end..].IndexOfAny((byte)'"', (byte)'\\');
            if (rest[end] == '"') break;
            end += 2;
        }
        var value = rest[1..end];
        rest = rest[(end + 1)..];
        return value;
    }

    private ReadOnlySpan<byte> TakeWord()
    {
        var end = rest.IndexOf((byte)',');
        if (end < 0) end = rest.Length;
        var word = rest[..end];
        rest = rest[end..];
        return word;
    }

    private static EdmType TypeOfWord(ReadOnlySpan<byte> word) =>
        word[0] is (byte)'t' or (byte)'f' ? EdmType.Boolean
        : word.IndexOfAny((byte)'.', (byte)'E') >= 0 ? EdmType.Double
        : EdmType.Int32;

    private static EdmType TypeOf(ReadOnlySpan<byte> name) => name switch
    {
        _ when name.SequenceEqual("Edm.Int64"u8) => EdmType.Int64,
        _ when name.SequenceEqual("Edm.DateTime"u8) => EdmType.DateTime,
        _ when name.SequenceEqual("Edm.Guid"u8) => EdmType.Guid,
        _ when name.SequenceEqual("Edm.Binary"u8) => EdmType.Binary,
        _ => EdmType.Double, // NaN and the infinities, which JSON has no numbers for
    };
}
