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

    public FollowupKey Key => new(Program, Learner, LocalDatePattern.Iso.Parse(CompletedOn).GetValueOrThrow());

    public static ServiceBusMessage Encode(FollowupKey key) => new(BinaryData.FromObjectAsJson(
        new { program = key.ProgramId, learner = key.LearnerKey, completedOn = LocalDatePattern.Iso.Format(key.CompletedOn) }, Wire.Json))
    {
        Subject = Subject,
        ContentType = "application/json",
        MessageId = key.ToString(),
    };

    /// <exception cref="FormatException">The subject is unknown, or there is nothing in it.</exception>
    public static CompletionReceived Decode(ServiceBusReceivedMessage message)
    {
        MessageReading.RequireSubject(message, Subject);
        return message.Body.ToObjectFromJson<CompletionReceived>(Wire.Json)
            ?? throw new FormatException($"Message {message.MessageId} is empty.");
    }
}
