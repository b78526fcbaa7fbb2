using System.Text.Json;
using Followup.Shared.Http;

namespace Followup.Completions;

/// <summary>xAPI 1.0.3 statements that somebody completed or passed something (adlnet/xAPI-Spec, xAPI-Data.md).</summary>
public static class Xapi
{
    private const string Verbs = "adlnet.gov/expapi/verbs/";
    private static readonly string[] Identifiers = ["mbox", "mbox_sha1sum", "openid", "account"];

    public static bool IsStatement(JsonElement item) => item.TryGetProperty("actor", out _) || item.TryGetProperty("verb", out _);

    public static ReadItem Read(JsonElement statement)
    {
        if ((FaultOfVerbAndResult(statement) ?? FaultOfObject(statement)) is { } fault) return fault;

        var (learner, faultOfActor) = ReadLearner(statement);
        if (faultOfActor is not null) return faultOfActor;

        // where the learner's system left the timestamp out, the record store sets it to the same time as stored
        if ((Text(statement, "timestamp") ?? Text(statement, "stored")) is not { } time) return Missing("timestamp");
        if (CompletedAtReader.Read(time) is not { Instant: not null } completedAt)
        {
            return new FieldError("timestamp", CompletedAtReader.Expected);
        }
        var program = Text(statement, "object", "id")!;
        var source = Text(statement, "context", "platform") ?? "xapi";
        return new ReportedCompletion(program, learner!, completedAt, source);
    }

    private static FieldError? FaultOfVerbAndResult(JsonElement statement)
    {
        if (Text(statement, "verb", "id") is not { } verb) return Missing("verb.id");
        var name = verb.Split("://")[^1];
        if (name == Verbs + "voided") return new("verb.id", "Voiding a statement is not supported yet.");
        if (name is not (Verbs + "completed" or Verbs + "passed"))
        {
            return new("verb.id", $"'{verb}' is not about a completion; completed and passed are.");
        }
        if (Flag(statement, "result", "completion") == false)
        {
            return new("result.completion", "The statement says itself that it was not completed.");
        }
        if (Flag(statement, "result", "success") == false && name == Verbs + "passed")
        {
            return new("result.success", "The statement says both passed and not successful.");
        }
        return null;
    }

    private static FieldError? FaultOfObject(JsonElement statement)
    {
        if (Text(statement, "object", "id") is null) return Missing("object.id");
        return Text(statement, "object", "objectType") is null or "Activity"
            ? null
            : new("object.objectType", "Only an Activity is completed.");
    }

    private static (string? IdOrAddress, FieldError? Fault) ReadLearner(JsonElement statement)
    {
        if (!statement.TryGetProperty("actor", out var actor) || actor.ValueKind != JsonValueKind.Object)
        {
            return (null, Missing("actor"));
        }
        if (Text(actor, "objectType") == "Group")
        {
            return (null, new("actor", "A group cannot be asked; send one statement a learner."));
        }
        string[] given = [.. Identifiers.Where(name => actor.TryGetProperty(name, out _))];
        if (given is not [var identifier])
        {
            return (null, new("actor", "An actor has exactly one of mbox, mbox_sha1sum, openid and account."));
        }
        return identifier switch
        {
            "mbox" => ReadMbox(actor),
            "account" => ReadAccount(actor),
            _ => (null, new($"actor.{identifier}", "Who this is cannot be told from it; use mbox, or account with the person's id.")),
        };
    }

    private static (string? Address, FieldError? Fault) ReadMbox(JsonElement actor)
    {
        const string Scheme = "mailto:";
        return Text(actor, "mbox") is { } mbox && mbox.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            ? (mbox[Scheme.Length..], null)
            : (null, new("actor.mbox", "This must be a mailto: address."));
    }

    private static (string? Id, FieldError? Fault) ReadAccount(JsonElement actor) =>
        Text(actor, "account", "name") is { Length: > 0 } id
            ? (id, null)
            : (null, new("actor.account.name", "This is required: the person's id."));

    private static FieldError Missing(string field) => new(field, "This is required.");

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
        {
            if (from.ValueKind != JsonValueKind.Object || !from.TryGetProperty(name, out from)) return null;
        }
        return from;
    }
}
