using System.Text.Json;
using Followup.Shared.Http;

namespace Followup.Completions;

/// <summary>xAPI 1.0.3 statements that somebody completed or passed something (adlnet/xAPI-Spec, xAPI-Data.md).</summary>
public static class Xapi
{
    private const string Verbs = "adlnet.gov/expapi/verbs/";

    public static bool IsStatement(JsonElement item) => item.TryGetProperty("actor", out _) || item.TryGetProperty("verb", out _);

    public static ReadItem Read(JsonElement statement)
    {
        if (Text(statement, "verb", "id") is not { } verb) return new FieldError("verb.id", "This is required.");
        var name = verb.Split("://")[^1];
        if (name == Verbs + "voided") return new FieldError("verb.id", "Voiding a statement is not supported yet.");
        if (name is not (Verbs + "completed" or Verbs + "passed"))
            return new FieldError("verb.id", $"'{verb}' is not about a completion; completed and passed are.");
        if (Flag(statement, "result", "completion") == false) return new FieldError("result.completion", "The statement says itself that it was not completed.");
        if (Flag(statement, "result", "success") == false && name == Verbs + "passed")
            return new FieldError("result.success", "The statement says both passed and not successful.");
        if (Text(statement, "object", "id") is not { } program) return new FieldError("object.id", "This is required.");
        if (Text(statement, "object", "objectType") is { } type && type != "Activity") return new FieldError("object.objectType", "Only an Activity is completed.");

        var learner = Learner(statement);
        if (learner.Error is { } error) return error;
        // where the learner's system left the time out, the record store sets the two to the same
        if ((Text(statement, "timestamp") ?? Text(statement, "stored")) is not { } time) return new FieldError("timestamp", "This is required.");
        if (CompletedAtReader.Read(time) is not { Instant: not null } completedAt) return new FieldError("timestamp", CompletedAtReader.Expected);
        return new ReportedCompletion(program, learner.IdOrAddress!, completedAt, Text(statement, "context", "platform") ?? "xapi");
    }

    private static (string? IdOrAddress, FieldError? Error) Learner(JsonElement statement)
    {
        if (!statement.TryGetProperty("actor", out var actor) || actor.ValueKind != JsonValueKind.Object) return (null, new("actor", "This is required."));
        if (Text(actor, "objectType") == "Group") return (null, new("actor", "A group cannot be asked; send one statement a learner."));
        string[] identifiers = [.. ((string[])["mbox", "mbox_sha1sum", "openid", "account"]).Where(name => actor.TryGetProperty(name, out _))];
        if (identifiers is not [var identifier]) return (null, new("actor", "An actor has exactly one of mbox, mbox_sha1sum, openid and account."));
        switch (identifier)
        {
            case "mbox" when Text(actor, "mbox") is { } mbox && mbox.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase):
                return (mbox["mailto:".Length..], null);
            case "mbox":
                return (null, new("actor.mbox", "This must be a mailto: address."));
            case "account":
                return Text(actor, "account", "name") is { Length: > 0 } id ? (id, null) : (null, new("actor.account.name", "This is required: the person's id."));
            default:
                return (null, new($"actor.{identifier}", "Who this is cannot be told from it; use mbox, or account with the person's id."));
        }
    }

    private static string? Text(JsonElement from, params ReadOnlySpan<string> path) =>
        At(from, path) is { ValueKind: JsonValueKind.String } found ? found.GetString() : null;

    private static bool? Flag(JsonElement from, params ReadOnlySpan<string> path) => At(from, path)?.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    private static JsonElement? At(JsonElement from, ReadOnlySpan<string> path)
    {
        foreach (var name in path)
            if (from.ValueKind != JsonValueKind.Object || !from.TryGetProperty(name, out from)) return null;
        return from;
    }
}
