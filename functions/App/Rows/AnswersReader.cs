using System.Text;
using System.Text.Json;
using Followup.Shared.Json;
using Followup.Shared.Keys;

namespace Followup.Rows;

/// <summary>
/// Reads <see cref="Answers"/> as <see cref="Wire.Json"/> writes them. Exports and counts read millions: the serializer, which calls
/// constructors with parameters and makes enums out of text, takes three times as long.
/// </summary>
internal static class AnswersReader
{
    private static readonly byte[][] Frequencies =
        [.. Enum.GetValues<Frequency>().Select(frequency => Encoding.UTF8.GetBytes(Wire.NameOf(frequency)))];

    /// <summary>Properties that have other names are passed over.</summary>
    /// <exception cref="JsonException">It is no JSON, or there are no outcomes or barriers.</exception>
    public static Answers Read(string json)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(json));
        List<OutcomeAnswer>? outcomes = null;
        List<string>? barriers = null;
        string? example = null;
        string? help = null;
        var oneForAll = false;
        Expect(ref reader, JsonTokenType.StartObject);
        while (IsNextProperty(ref reader))
        {
            if (reader.ValueTextEquals("outcomes"u8)) outcomes = ReadOutcomes(ref reader);
            else if (reader.ValueTextEquals("barriers"u8)) barriers = ReadTexts(ref reader);
            else if (reader.ValueTextEquals("example"u8)) example = ReadText(ref reader);
            else if (reader.ValueTextEquals("help"u8)) help = ReadText(ref reader);
            else if (reader.ValueTextEquals("oneForAll"u8)) oneForAll = ReadYes(ref reader);
            else reader.Skip();
        }
        if (outcomes is null || barriers is null) throw new JsonException("Answers without outcomes or barriers.");
        return new(outcomes, barriers, example, help, oneForAll);
    }

    private static List<OutcomeAnswer> ReadOutcomes(ref Utf8JsonReader reader)
    {
        List<OutcomeAnswer> outcomes = [];
        Expect(ref reader, JsonTokenType.StartArray);
        while (IsNext(ref reader, JsonTokenType.StartObject)) outcomes.Add(ReadOutcome(ref reader));
        return outcomes;
    }

    private static OutcomeAnswer ReadOutcome(ref Utf8JsonReader reader)
    {
        string? outcome = null;
        Frequency? frequency = null;
        while (IsNextProperty(ref reader))
        {
            if (reader.ValueTextEquals("outcome"u8)) outcome = ReadText(ref reader);
            else if (reader.ValueTextEquals("frequency"u8)) frequency = ReadFrequency(ref reader);
            else reader.Skip();
        }
        return new(outcome ?? throw new JsonException("An answer without its outcome."), frequency);
    }

    private static Frequency? ReadFrequency(ref Utf8JsonReader reader)
    {
        if (IsNull(ref reader, JsonTokenType.String)) return null;
        for (var i = 0; i < Frequencies.Length; i++)
        {
            if (reader.ValueTextEquals(Frequencies[i])) return (Frequency)i;
        }
        throw new JsonException($"'{reader.GetString()}' is no frequency.");
    }

    private static List<string> ReadTexts(ref Utf8JsonReader reader)
    {
        List<string> texts = [];
        Expect(ref reader, JsonTokenType.StartArray);
        while (IsNext(ref reader, JsonTokenType.String)) texts.Add(reader.GetString()!);
        return texts;
    }

    private static string? ReadText(ref Utf8JsonReader reader) =>
        IsNull(ref reader, JsonTokenType.String) ? null : reader.GetString();

    private static bool ReadYes(ref Utf8JsonReader reader)
    {
        Expect(ref reader, JsonTokenType.True, JsonTokenType.False);
        return reader.GetBoolean();
    }

    private static bool IsNull(ref Utf8JsonReader reader, JsonTokenType otherwise)
    {
        Expect(ref reader, JsonTokenType.Null, otherwise);
        return reader.TokenType == JsonTokenType.Null;
    }

    private static bool IsNextProperty(ref Utf8JsonReader reader)
    {
        Expect(ref reader, JsonTokenType.PropertyName, JsonTokenType.EndObject);
        return reader.TokenType == JsonTokenType.PropertyName;
    }

    private static bool IsNext(ref Utf8JsonReader reader, JsonTokenType element)
    {
        Expect(ref reader, element, JsonTokenType.EndArray);
        return reader.TokenType == element;
    }

    private static void Expect(ref Utf8JsonReader reader, JsonTokenType type, JsonTokenType? or = null)
    {
        reader.Read();
        if (reader.TokenType != type && reader.TokenType != or) throw new JsonException($"{reader.TokenType} where {type} was due.");
    }
}
