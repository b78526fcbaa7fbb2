using System.Text.Json;
using Followup.Shared.Http;

namespace Followup.Completions;

/// <summary>
/// Our own format, as JSON or as columns: program, learner and completedAt; where there are any also eventId, and for information source.
/// </summary>
public static class OwnFormat
{
    public static readonly string[] RequiredColumns = ["program", "learner", "completedAt"];
    public static readonly string[] Columns = [.. RequiredColumns, "source", "eventId"];

    public static ReadItem Read(JsonElement item) => FaultOf(item) is { } fault ? fault : Read(Member(item));

    public static ReadItem Read(Func<string, string?> field)
    {
        foreach (var required in RequiredColumns)
        {
            if (string.IsNullOrWhiteSpace(field(required))) return new FieldError(required, $"This is required: {MeaningOf(required)}.");
        }
        var at = field("completedAt")!;
        if (CompletedAtReader.Read(at) is not { } completedAt)
        {
            return new FieldError("completedAt", $"{SentJson.Shown(at)} is no date of a completion. {CompletedAtReader.MomentsAndDays}");
        }
        return new ReportedCompletion(
            field("program")!.Trim(), field("learner")!.Trim(), completedAt, field("source"), EventIdOf(field("eventId")));
    }

    /// <summary>What is to be taken back: named as it was sent, or by its eventId alone.</summary>
    public static ReadItem ReadWithdrawn(JsonElement item)
    {
        if (FaultOf(item) is { } fault) return fault;
        var field = Member(item);
        var isNamed = Array.Exists(RequiredColumns, required => field(required) is not null);
        return !isNamed && EventIdOf(field("eventId")) is { } eventId ? new ReadItem(null, null, eventId) : Read(field);
    }

    private static FieldError? FaultOf(JsonElement item)
    {
        var sent = new SentJson(item);
        foreach (var member in item.EnumerateObject())
        {
            if (!Columns.Contains(member.Name))
                return new(member.Name, $"There is no such member; known are {string.Join(", ", Columns)}.");
            sent.Text(member.Name);
        }
        return sent.Fault;
    }

    private static Func<string, string?> Member(JsonElement item) =>
        name => item.TryGetProperty(name, out var member) ? member.GetString() : null;

    private static string? EventIdOf(string? sent) => string.IsNullOrWhiteSpace(sent) ? null : sent.Trim();

    private static string MeaningOf(string column) => column switch
    {
        "program" => "the program's id, or one of its aliases",
        "learner" => "the person's id or address, as in the people list",
        _ => "the moment of the completion with its offset, or its day",
    };
}
