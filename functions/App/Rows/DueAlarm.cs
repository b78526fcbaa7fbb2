using System.Text.Json.Serialization;
using Azure.Messaging.ServiceBus;
using Followup.Shared.Bus;
using Followup.Shared.Json;
using Followup.Shared.Keys;

namespace Followup.Rows;

public enum DueStep
{
    Invite,
    Remind,
    Close,

    /// <summary>Tells a learning record store what was answered.</summary>
    Tell,
}

/// <summary>
/// What waits on the <c>due</c> queue, for weeks: an alarm for one mailing. Keys only: names and addresses are read when it rings, so a
/// person erased meanwhile is simply not found.
/// </summary>
/// <param name="Mailing">A <see cref="MailingKey"/> as text.</param>
/// <param name="Number">Which reminder, from 1; of telling, the tries made so far; 0 for the other steps.</param>
public sealed record DueAlarm(string Mailing, DueStep Step, int Number = 0)
{
    /// <summary>A changed shape becomes /2; keep reading /1 for as long as messages of it may wait: the longest wave.</summary>
    public const string Subject = "followup-due/1";

    [JsonIgnore]
    public MailingKey Key => MailingKey.TryParse(Mailing)!;

    public static ServiceBusMessage Encode(DueAlarm due, DateTimeOffset at) => new(BinaryData.FromObjectAsJson(due, Wire.Json))
    {
        Subject = Subject,
        ContentType = "application/json",
        // the instant is part of it: on a queue that detects duplicates (ours do not) the next try of the same step must not be dropped
        MessageId = $"{due.Mailing}|{due.Step}{due.Number}|{at.ToUnixTimeSeconds()}",
        ScheduledEnqueueTime = at,
    };

    /// <exception cref="FormatException">The subject is unknown, or the mailing names none.</exception>
    public static DueAlarm Decode(ServiceBusReceivedMessage message)
    {
        MessageReading.RequireSubject(message, Subject);
        var due = message.Body.ToObjectFromJson<DueAlarm>(Wire.Json) ?? throw new FormatException($"Message {message.MessageId} is empty.");
        return due.Key is not null ? due : throw new FormatException($"Message {message.MessageId} names no mailing: '{due.Mailing}'.");
    }
}
