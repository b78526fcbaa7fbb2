using System.Text.Json;

namespace Followup.Shared.Http;

/// <summary>Reads a JSON object member by member and notes what is wrong, by path, instead of stopping at the first fault.</summary>
public sealed class JsonFields
{
    private readonly JsonElement element;
    private readonly string path;
    private readonly List<FieldError> errors;
    private readonly HashSet<string> read = new(StringComparer.Ordinal);

    public JsonFields(JsonElement element, string path, List<FieldError> errors)
    {
        this.element = element;
        this.path = path;
        this.errors = errors;
        if (element.ValueKind != JsonValueKind.Object) errors.Add(new(path == "" ? "$" : path, "This must be a JSON object."));
    }

    public string Path(string name) => path == "" ? name : $"{path}.{name}";

    /// <summary>A text that must be there; empty, with an error noted, where it is not.</summary>
    public string Text(string name, int longest, string missing = "This is required.")
    {
        var text = OptionalText(name, longest)?.Trim();
        var hasError = errors.Exists(error => error.Field == Path(name));
        if (string.IsNullOrEmpty(text) && !hasError) errors.Add(new(Path(name), missing));
        return text ?? "";
    }

    public string? OptionalText(string name, int longest)
    {
        if (Member(name) is not { } member) return null;
        if (member.ValueKind != JsonValueKind.String) return Fault<string>(name, "This must be a text.");
        var text = member.GetString()!;
        return text.Length > longest ? Fault<string>(name, $"This is {text.Length} characters long; {longest} is the most.") : text;
    }

    public IReadOnlyList<string> Texts(string name, IReadOnlyList<string> absent)
    {
        if (Member(name) is not { } member) return absent;
        var isListOfTexts = member.ValueKind == JsonValueKind.Array
            && member.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String);
        if (isListOfTexts) return [.. member.EnumerateArray().Select(item => item.GetString()!)];
        return Fault<IReadOnlyList<string>>(name, "This must be a list of texts.") ?? absent;
    }

    public bool Flag(string name)
    {
        if (Member(name) is not { } member) return false;
        if (member.ValueKind is not (JsonValueKind.True or JsonValueKind.False)) Fault<string>(name, "This must be true or false.");
        return member.ValueKind == JsonValueKind.True;
    }

    public double? OptionalNumber(string name, double least, double most)
    {
        if (Member(name) is not { } member) return null;
        // + 0.0: of the two zeros the usual one
        if (member.ValueKind == JsonValueKind.Number && member.GetDouble() + 0.0 is var number && number >= least && number <= most)
            return number;
        errors.Add(new(Path(name), FormattableString.Invariant($"{member.GetRawText()} is no number from {least} to {most}.")));
        return null;
    }

    public JsonFields? Nested(string name) => Member(name) is { } member ? new(member, Path(name), errors) : null;

    public IEnumerable<JsonFields> Objects(string name)
    {
        if (Member(name) is not { } member) return [];
        if (member.ValueKind == JsonValueKind.Array)
            return member.EnumerateArray().Select((item, i) => new JsonFields(item, $"{Path(name)}[{i}]", errors));
        Fault<string>(name, "This must be a list.");
        return [];
    }

    /// <summary>Notes an error for each member that was not read, so that a misspelled one shows.</summary>
    /// <param name="tolerated">Members that may be there although they are not read.</param>
    public void RefuseOthers(params IReadOnlyList<string> tolerated)
    {
        if (element.ValueKind != JsonValueKind.Object) return;
        foreach (var member in element.EnumerateObject())
        {
            if (read.Contains(member.Name) || tolerated.Contains(member.Name)) continue;
            errors.Add(new(Path(member.Name), $"There is no such member; known here are {string.Join(", ", read)}."));
        }
    }

    private JsonElement? Member(string name)
    {
        read.Add(name);
        if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out var member)) return null;
        return member.ValueKind == JsonValueKind.Null ? null : member;
    }

    private T? Fault<T>(string name, string reason) where T : class
    {
        errors.Add(new(Path(name), reason));
        return null;
    }
}
