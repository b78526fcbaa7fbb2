using System.Text.Json;
using Followup.Shared.Http;

namespace Followup.Completions;

/// <summary>
/// Reads values of a JSON object by their path, and keeps the first that is of another type than it must be: a number where a text belongs
/// is a fault of its own, and nothing that is missing. What is null is not there.
/// </summary>
internal sealed class SentJson(JsonElement root)
{
    private const int LongestShown = 100;

    /// <summary>The first value of a wrong type.</summary>
    public FieldError? Fault { get; private set; }

    public string? Text(params ReadOnlySpan<string> path) => At(path) is { } found && Is(found, "a text", path, JsonValueKind.String)
        ? found.GetString()
        : null;

    public bool? Flag(params ReadOnlySpan<string> path) =>
        At(path) is { } found && Is(found, "true or false, without quotes", path, JsonValueKind.True, JsonValueKind.False)
            ? found.GetBoolean()
            : null;

    public bool Has(params ReadOnlySpan<string> path) => At(path) is not null;

    /// <summary>A value as it came in, so that whoever reads the answer finds it in what was sent.</summary>
    public static string Shown(string value) => value.Length <= LongestShown ? $"'{value}'" : $"'{value[..LongestShown]}…'";

    private bool Is(JsonElement found, string what, ReadOnlySpan<string> path, params ReadOnlySpan<JsonValueKind> kinds)
    {
        if (kinds.Contains(found.ValueKind)) return true;
        Fault ??= new(string.Join('.', path!), $"This must be {what}; it is {Described(found)}.");
        return false;
    }

    private JsonElement? At(ReadOnlySpan<string> path)
    {
        var from = root;
        for (var i = 0; i < path.Length; i++)
        {
            if (i > 0 && !Is(from, "a JSON object", path[..i], JsonValueKind.Object)) return null;
            if (!from.TryGetProperty(path[i], out from) || from.ValueKind == JsonValueKind.Null) return null;
        }
        return from;
    }

    private static string Described(JsonElement found) => found.ValueKind switch
    {
        JsonValueKind.String => $"the text {Shown(found.GetString()!)}",
        JsonValueKind.Number => $"the number {Shown(found.GetRawText())}",
        JsonValueKind.Array => "a list",
        JsonValueKind.Object => "an object",
        _ => found.GetRawText(),
    };
}
