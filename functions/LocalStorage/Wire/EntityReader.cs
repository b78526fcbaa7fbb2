using System.Buffers;
using System.Text;
using System.Text.Json;
using Followup.LocalStorage.Errors;
using Followup.LocalStorage.Store;

namespace Followup.LocalStorage.Wire;

/// <summary>An entity as a client sent it; Members is the stored form.</summary>
internal sealed record Entity(string? PartitionKey, string? RowKey, byte[] Members);

/// <summary>Reads an entity from JSON. A type may stand before or after its property, so the types are read first.</summary>
internal ref struct EntityReader
{
    private const int LongestName = 255;
    private const string TypeSuffix = "@odata.type";

    private readonly Dictionary<string, string> types = [];
    private readonly HashSet<string> names = [];
    private readonly ArrayBufferWriter<byte> members = new(1024);
    private readonly byte[] scratch;
    private string? partitionKey, rowKey;

    private EntityReader(byte[] scratch) => this.scratch = scratch;

    /// <exception cref="RefusedException">It is not JSON, or no entity, or larger than an entity may be.</exception>
    public static Entity Read(ReadOnlySpan<byte> json)
    {
        var scratch = ArrayPool<byte>.Shared.Rent(json.Length);
        try
        {
            var reader = new EntityReader(scratch);
            reader.ReadTypes(json);
            reader.ReadMembers(json);
            return new(reader.partitionKey, reader.rowKey, reader.members.WrittenSpan.ToArray());
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException) // a half of a surrogate pair is the latter
        {
            throw new RefusedException(Refusal.InvalidInput);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(scratch);
        }
    }

    private readonly void ReadTypes(ReadOnlySpan<byte> json)
    {
        if (json.IndexOf(MemberReader.TypeSuffix) < 0) return;
        var reader = Open(json);
        while (NextName(ref reader) is { } name)
        {
            if (name.EndsWith(TypeSuffix, StringComparison.Ordinal)) types[name[..^TypeSuffix.Length]] = reader.GetString() ?? "";
            else reader.Skip();
        }
    }

    private void ReadMembers(ReadOnlySpan<byte> json)
    {
        var reader = Open(json);
        while (NextName(ref reader) is { } name)
        {
            if (!names.Add(name)) throw new RefusedException(Refusal.DuplicatePropertiesSpecified);
            if (name == "PartitionKey") partitionKey = reader.GetString();
            else if (name == "RowKey") rowKey = reader.GetString();
            else if (IsOurs(name) || reader.TokenType == JsonTokenType.Null) continue;
            else ReadMember(name, ref reader);
        }
        if (reader.Read()) throw new JsonException(); // something after the entity, which the reader itself refuses
    }

    // What only the service tells.
    private static bool IsOurs(string name) =>
        name is "Timestamp" || name.EndsWith(TypeSuffix, StringComparison.Ordinal) || name.StartsWith("odata.", StringComparison.Ordinal);

    private readonly void ReadMember(string name, ref Utf8JsonReader reader)
    {
        if (name.Length > LongestName) throw new RefusedException(Refusal.PropertyNameTooLong);
        if (!IsIdentifier(name)) throw new RefusedException(Refusal.PropertyNameInvalid);
        if (members.WrittenCount > 0) members.Write(","u8);
        EntityValues.Write(members, Encoding.UTF8.GetBytes(name), types.GetValueOrDefault(name), ref reader, scratch);
    }

    private static bool IsIdentifier(string name) =>
        name.Length > 0 && !char.IsDigit(name[0]) && name.All(character => char.IsLetterOrDigit(character) || character == '_');

    private static Utf8JsonReader Open(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        return reader.Read() && reader.TokenType == JsonTokenType.StartObject ? reader : throw new JsonException();
    }

    /// <summary>The name of the next member, with the reader on its value.</summary>
    private static string? NextName(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.EndObject) return null;
        var name = reader.GetString();
        reader.Read();
        return reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray
            ? throw new RefusedException(Refusal.PropertiesNeedValue)
            : name;
    }
}
