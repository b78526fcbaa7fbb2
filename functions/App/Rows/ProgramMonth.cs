using Azure.Messaging.ServiceBus;
using Followup.Shared.Json;

namespace Followup.Rows;

/// <summary>What goes over the <c>recompute</c> queue: something about these completions has changed. Keys only.</summary>
/// <param name="Month">Of completion, such as 2026-01.</param>
public sealed record ProgramMonth(string Program, string Month)
{
    /// <summary>A changed shape becomes /2; keep reading /1 while messages of it may wait.</summary>
    public const string Subject = "recompute/1";

    public static ServiceBusMessage Encode(ProgramMonth group, DateTimeOffset at) => new(BinaryData.FromObjectAsJson(group, Wire.Json))
    {
        Subject = Subject,
        ContentType = "application/json",
        MessageId = $"{group.Program}|{group.Month}|{at.ToUnixTimeSeconds()}",
        ScheduledEnqueueTime = at,
    };

    /// <exception cref="FormatException">The subject is unknown, or there is nothing in it.</exception>
    public static ProgramMonth Decode(ServiceBusReceivedMessage message) => message.Subject == Subject
        ? message.Body.ToObjectFromJson<ProgramMonth>(Wire.Json) ?? throw new FormatException($"Message {message.MessageId} is empty.")
        : throw new FormatException($"Message {message.MessageId} has the unknown subject '{message.Subject}'.");
}
