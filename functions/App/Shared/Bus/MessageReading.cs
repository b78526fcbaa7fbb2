using System.Text.Json;
using Azure.Messaging.ServiceBus;
using Followup.Shared.Telemetry;
using Microsoft.Azure.Functions.Worker;

namespace Followup.Shared.Bus;

/// <summary>Decodes messages of the bus, and puts aside those that nobody understands.</summary>
public sealed class MessageReading(MessageSettling settling, FollowupMetrics metrics)
{
    /// <summary>For a message's own decoding: a message of another release, or not of ours, is refused loudly.</summary>
    /// <exception cref="FormatException">It has another subject.</exception>
    public static void RequireSubject(ServiceBusReceivedMessage message, string subject)
    {
        if (message.Subject != subject)
            throw new FormatException($"Message {message.MessageId} has the unknown subject '{message.Subject}'.");
    }

    /// <summary>What each message says. Those that cannot be understood are dead-lettered with the reason, and left out.</summary>
    /// <inheritdoc cref="ReadAsync"/>
    public async Task<IReadOnlyList<Read<T>>> ReadAllAsync<T>(
        string queue, IEnumerable<ServiceBusReceivedMessage> messages, Func<ServiceBusReceivedMessage, T> decode,
        ServiceBusMessageActions actions, CancellationToken ct)
        where T : class
    {
        List<Read<T>> understood = [];
        foreach (var message in messages)
        {
            if (await ReadAsync(queue, message, decode, actions, ct) is { } content) understood.Add(new(message, content));
        }
        return understood;
    }

    /// <summary>
    /// What a message says; null where it cannot be understood: then it is dead-lettered with the reason, and the caller has nothing left
    /// to do.
    /// </summary>
    /// <param name="queue">The queue that the message came from.</param>
    /// <param name="decode">
    /// Throws a <see cref="FormatException"/> or a <see cref="JsonException"/> for what it does not understand.
    /// </param>
    public async Task<T?> ReadAsync<T>(
        string queue, ServiceBusReceivedMessage message, Func<ServiceBusReceivedMessage, T> decode,
        ServiceBusMessageActions actions, CancellationToken ct)
        where T : class
    {
        try
        {
            return decode(message);
        }
        // the last is a message whose body is of another kind than bytes: thrown on, it would take its whole batch with it
        catch (Exception e) when (e is FormatException or JsonException or NotSupportedException)
        {
            var isDeadLetter = await settling.DeadLetterAsync(queue, message, "NotUnderstood", e.Message, actions, ct);
            if (isDeadLetter) metrics.DeadLettered(queue);
            return null;
        }
    }
}

/// <summary>A message, and what it says.</summary>
public sealed record Read<T>(ServiceBusReceivedMessage Message, T Content);
