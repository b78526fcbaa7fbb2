using Azure.Messaging.ServiceBus;
using Followup.Shared.Bus;
using Followup.Shared.Json;
using Followup.Shared.Keys;

namespace Followup.Rows;

/// <summary>
/// What goes over the <c>completions</c> queue where a program's waves were changed and what waits is to follow: one follow-up. Keys only.
/// </summary>
public sealed record ReplanRequested(string Program, string Learner, string CompletedOn)
{
    /// <summary>A changed shape becomes /2; keep reading /1 while messages of it may wait.</summary>
    public const string Subject = "replan/1";

    public static ServiceBusMessage Encode(FollowupKey key) => new(BinaryData.FromObjectAsJson(
        new ReplanRequested(key.ProgramId, key.LearnerKey, LocalDateText.Iso(key.CompletedOn)), Wire.Json))
    {
        Subject = Subject,
        ContentType = "application/json",
    };

    /// <exception cref="FormatException">The subject is unknown, or it names no follow-up of ours.</exception>
    public static FollowupKey Decode(ServiceBusReceivedMessage message)
    {
        MessageReading.RequireSubject(message, Subject);
        return message.Body.ToObjectFromJson<ReplanRequested>(Wire.Json) is { } asked
            && FollowupKey.TryOf(asked.Program, asked.Learner, asked.CompletedOn) is { } key
                ? key
                : throw new FormatException($"Message {message.MessageId} names no follow-up.");
    }
}
