using System.Text.Json;
using Followup.Shared.Http;

namespace Followup.Completions;

/// <summary>Our own format, as JSON or as columns: program, learner and completedAt; for information also source and eventId.</summary>
public static class OwnFormat
{
    public static readonly string[] RequiredColumns = ["program", "learner", "completedAt"];
    public static readonly string[] Columns = [.. RequiredColumns, "source", "eventId"];

    public static ReadItem Read(JsonElement item)
    {
        foreach (var member in item.EnumerateObject())
        {
            if (!Columns.Contains(member.Name))
            {
                return new FieldError(member.Name, $"There is no such member; known are {string.Join(", ", Columns)}.");
            }
            if (member.Value.ValueKind is not (JsonValueKind.String or JsonValueKind.Null))
            {
                return new FieldError(member.Name, "This must be a text.");
            }
        }
        return Read(name => item.TryGetProperty(name, out var member) ? member.GetString() : null);
    }

    public static ReadItem Read(Func<string, string?> field)
    {
        foreach (var required in RequiredColumns)
        {
            if (string.IsNullOrWhiteSpace(field(required))) return new FieldError(required, "This is required.");
        }
        if (CompletedAtReader.Read(field("completedAt")!) is not { } completedAt)
        {
            return new FieldError("completedAt", CompletedAtReader.Expected);
        }
        // eventId is the sender's own mark and is not read: two reports are of the same completion when learner, program and time agree,
        // whichever system sends them
        return new ReportedCompletion(field("program")!.Trim(), field("learner")!.Trim(), completedAt, field("source"));
    }
}
