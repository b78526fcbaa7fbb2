using System.Text.Json;
using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker;

namespace Followup.Shared;

public static class MessageReading
{
    /// <summary>What a message says; null where it cannot be understood: then it is dead-lettered with the reason, and there is nothing left to do.</summary>
    /// <param name="decode">Throws a <see cref="FormatException"/> or a <see cref="JsonException"/> for what it does not understand.</param>
    public static async Task<T?> ReadAsync<T>(
        this ServiceBusReceivedMessage message, Func<ServiceBusReceivedMessage, T> decode, ServiceBusMessageActions actions, CancellationToken ct)
        where T : class
    {
        try
        {
            return decode(message);
        }
        catch (Exception e) when (e is FormatException or JsonException)
        {
            await actions.DeadLetterMessageAsync(message, null, "NotUnderstood", e.Message, ct);
            return null;
        }
    }
}
