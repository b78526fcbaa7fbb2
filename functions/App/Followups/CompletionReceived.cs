using System.Text.Json;
using System.Text.Json.Serialization;
using Azure.Messaging.ServiceBus;
using Followup.Shared.Bus;
using Followup.Shared.Json;
using Followup.Shared.Keys;
using NodaTime.Text;

namespace Followup.Followups;

/// <summary>What goes over the <c>completions</c> queue: keys only. The follow-up row was written before it was sent.</summary>
public sealed record CompletionReceived(string Program, string Learner, string CompletedOn)
{
    /// <summary>A changed shape becomes /2; keep reading /1 while messages of it may wait.</summary>
    public const string Subject = "completion/1";

    [JsonIgnore]
    public FollowupKey Key => FollowupKey.TryOf(Program, Learner, CompletedOn)!;

    public static ServiceBusMessage Encode(FollowupKey key) => new(BinaryData.FromObjectAsJson(
        new CompletionReceived(key.ProgramId, key.LearnerKey, LocalDatePattern.Iso.Format(key.CompletedOn)), Wire.Json))
    {
        Subject = Subject,
        ContentType = "application/json",
        MessageId = key.ToString(),
    };

    /// <exception cref="FormatException">
    /// The subject is unknown, or it names no follow-up of ours. What it names is not repeated: it may be a person's id.
    /// </exception>
    public static CompletionReceived Decode(ServiceBusReceivedMessage message)
    {
        if (message.Subject != Subject && IsOurFormat(message))
        {
            throw new FormatException(
                $"Message {message.MessageId} is a completion as POST /api/completions takes it: send it there. This queue is the system's "
                + "own; its messages follow from rows that it has written.");
        }
        MessageReading.RequireSubject(message, Subject);
        return message.Body.ToObjectFromJson<CompletionReceived>(Wire.Json) is { Key: not null } received
            ? received
            : throw new FormatException(
                $"Message {message.MessageId} names no follow-up: a program's id, a learner's key of 20 hex digits, and an ISO date.");
    }

    private static bool IsOurFormat(ServiceBusReceivedMessage message)
    {
        try
        {
            using var json = JsonDocument.Parse(message.Body);
            var root = json.RootElement;
            var first = root.ValueKind == JsonValueKind.Array ? root.EnumerateArray().FirstOrDefault() : root;
            return first.ValueKind == JsonValueKind.Object
                && (first.TryGetProperty("completedAt", out _) || first.TryGetProperty("verb", out _));
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
