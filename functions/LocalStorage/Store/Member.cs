namespace Followup.LocalStorage.Store;

/// <summary>Types of properties: https://learn.microsoft.com/rest/api/storageservices/understanding-the-table-service-data-model</summary>
internal enum EdmType
{
    String,
    Boolean,
    Int32,
    Int64,
    Double,
    DateTime,
    Guid,
    Binary,
}

/// <summary>One property of a stored row.</summary>
/// <param name="value">As it stands in the JSON; of a string what is between the quotes, escapes and all.</param>
/// <param name="text">All of it, with its type in front: <c>"N@odata.type":"Edm.Int64","N":"5"</c>.</param>
internal readonly ref struct Member(ReadOnlySpan<byte> name, EdmType type, ReadOnlySpan<byte> value, ReadOnlySpan<byte> text)
{
    public ReadOnlySpan<byte> Name { get; } = name;
    public EdmType Type { get; } = type;
    public ReadOnlySpan<byte> Value { get; } = value;
    public ReadOnlySpan<byte> Text { get; } = text;
}
