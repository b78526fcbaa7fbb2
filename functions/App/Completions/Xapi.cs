using System.Text.Json;
using Followup.Shared.Http;

namespace Followup.Completions;

/// <summary>
/// xAPI 1.0.3 statements that somebody completed or passed something, or that such a statement is void (adlnet/xAPI-Spec, xAPI-Data.md).
/// </summary>
public static class Xapi
{
    private const string Verbs = "adlnet.gov/expapi/verbs/";
    private static readonly string[] Identifiers = ["mbox", "mbox_sha1sum", "openid", "account"];

    public static bool IsStatement(JsonElement item) => item.TryGetProperty("actor", out _) || item.TryGetProperty("verb", out _);

    public static ReadItem Read(JsonElement statement)
    {
        var sent = new SentJson(statement);
        var read = Read(sent);
        // a value of another type reads as one that is missing: that it is there is the truer word
        return sent.Fault is { } fault ? fault : read;
    }

    private static ReadItem Read(SentJson sent)
    {
        if (sent.Text("verb", "id") is not { } verb) return Missing("verb.id", "http://adlnet.gov/expapi/verbs/completed, or passed");
        var name = verb.Split("://")[^1];
        if (name == Verbs + "voided") return ReadVoided(sent);
        if (name is not (Verbs + "completed" or Verbs + "passed"))
        {
            var reason = $"{SentJson.Shown(verb)} is not about a completion; statements with completed and passed are taken, and voided.";
            return new FieldError("verb.id", reason);
        }
        if ((FaultOfResult(sent, name) ?? FaultOfObject(sent)) is { } fault) return fault;

        var (learner, faultOfActor) = ReadLearner(sent);
        if (faultOfActor is not null) return faultOfActor;

        // where the learner's system left the timestamp out, the record store sets it to the same time as stored
        if ((sent.Text("timestamp") ?? sent.Text("stored")) is not { } time)
            return Missing("timestamp", "the moment of the completion with its offset");
        if (CompletedAtReader.ReadMoment(time) is not { } completedAt)
            return new FieldError("timestamp", $"{SentJson.Shown(time)} is no moment of a completion. {CompletedAtReader.Moments}");
        var source = sent.Text("context", "platform") ?? "xapi";
        return new ReportedCompletion(sent.Text("object", "id")!, learner!, completedAt, source, EventIdOf(sent.Text("id")));
    }

    private static ReadItem ReadVoided(SentJson sent)
    {
        if (sent.Text("object", "objectType") is var type and not "StatementRef")
        {
            var shown = type is null ? "nothing" : SentJson.Shown(type);
            return new FieldError("object.objectType", $"This must be 'StatementRef', because only statements are voided; it is {shown}.");
        }
        return EventIdOf(sent.Text("object", "id")) is { } voided
            ? new ReadItem(null, null, voided)
            : Missing("object.id", "the id of the statement that is void");
    }

    private static FieldError? FaultOfResult(SentJson sent, string verb)
    {
        var (isCompleted, isSuccess) = (sent.Flag("result", "completion"), sent.Flag("result", "success"));
        if (isCompleted == false)
        {
            return new("result.completion", "This is false: the statement says itself that it was not completed. Send it once it is.");
        }
        return isSuccess == false && verb == Verbs + "passed"
            ? new("result.success", "This is false: the statement says both passed and not successful. Correct the one or the other.")
            : null;
    }

    private static FieldError? FaultOfObject(SentJson sent)
    {
        if (sent.Text("object", "id") is null) return Missing("object.id", "the program's id, or one of its aliases");
        return sent.Text("object", "objectType") is { } type and not "Activity"
            ? new("object.objectType", $"{SentJson.Shown(type)} is not completed, only an Activity is.")
            : null;
    }

    private static (string? IdOrAddress, FieldError? Fault) ReadLearner(SentJson sent)
    {
        if (!sent.Has("actor")) return (null, Missing("actor", "the learner"));
        if (sent.Text("actor", "objectType") == "Group")
        {
            return (null, new("actor", "A group cannot be asked; send one statement a learner."));
        }
        string[] given = [.. Identifiers.Where(name => sent.Has("actor", name))];
        if (given is not [var identifier])
        {
            var those = given.Length == 0 ? "has none of them" : $"has {string.Join(" and ", given)}";
            return (null, new("actor", $"An actor has exactly one of mbox, mbox_sha1sum, openid and account; this one {those}."));
        }
        return identifier switch
        {
            "mbox" => ReadMbox(sent),
            "account" => ReadAccount(sent),
            _ => (null, new($"actor.{identifier}", "Who this is cannot be told from it; use mbox, or account with the person's id.")),
        };
    }

    private static (string? Address, FieldError? Fault) ReadMbox(SentJson sent)
    {
        const string Scheme = "mailto:";
        if (sent.Text("actor", "mbox") is not { } mbox) return (null, sent.Fault);
        return mbox.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            ? (mbox[Scheme.Length..], null)
            : (null, new("actor.mbox", $"This must be a mailto: address, such as mailto:ann@example.org; it is {SentJson.Shown(mbox)}."));
    }

    private static (string? Id, FieldError? Fault) ReadAccount(SentJson sent) =>
        sent.Text("actor", "account", "name") is { Length: > 0 } id
            ? (id, null)
            : (null, Missing("actor.account.name", "the person's id"));

    private static FieldError Missing(string field, string what) => new(field, $"This is required: {what}.");

    private static string? EventIdOf(string? sent) => string.IsNullOrWhiteSpace(sent) ? null : sent.Trim();
}
