using System.Text.Json;
using Followup.Shared.Http;

namespace Followup.Completions;

/// <summary>Our own format: program, learner, completedAt, and for information source and eventId, as JSON or as columns.</summary>
public static class OwnFormat
{
    public static readonly string[] Columns = ["program", "learner", "completedAt", "source", "eventId"];

    public static ReadItem Read(JsonElement item)
    {
        foreach (var member in item.EnumerateObject())
        {
            if (!Columns.Contains(member.Name)) return new FieldError(member.Name, $"There is no such member; known are {string.Join(", ", Columns)}.");
            if (member.Value.ValueKind is not (JsonValueKind.String or JsonValueKind.Null)) return new FieldError(member.Name, "This must be a text.");
        }
        return Read(name => item.TryGetProperty(name, out var member) ? member.GetString() : null);
    }

    public static ReadItem Read(Func<string, string?> field)
    {
        foreach (var required in (string[])["program", "learner", "completedAt"])
            if (string.IsNullOrWhiteSpace(field(required))) return new FieldError(required, "This is required.");
        if (CompletedAtReader.Read(field("completedAt")!) is not { } completedAt) return new FieldError("completedAt", CompletedAtReader.Expected);
        // eventId is the sender's own mark: what makes a completion the same is learner, program and time, whoever reports it
        return new ReportedCompletion(field("program")!.Trim(), field("learner")!.Trim(), completedAt, field("source"));
    }
}
