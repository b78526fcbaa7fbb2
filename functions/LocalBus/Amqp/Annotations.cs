using Followup.LocalBus.Broker;
using Microsoft.Azure.Amqp.Framing;

namespace Followup.LocalBus.Amqp;

/// <summary>What the broker tells of a message in its annotations. Annotations of the client's own pass through.</summary>
internal static class Annotations
{
    public const string ScheduledEnqueueTime = "x-opt-scheduled-enqueue-time";

    public static void Set(MessageAnnotations annotations, OutgoingMessage message)
    {
        var map = annotations.Map;
        map["x-opt-sequence-number"] = message.Row.Sequence;
        map["x-opt-enqueue-sequence-number"] = message.Row.Id;
        map["x-opt-enqueued-time"] = message.Row.EnqueuedAt.UtcDateTime;
        map["x-opt-message-state"] = message.State == MessageState.Scheduled ? 2 : 0;
        if (message.LockedUntil is { } until)
            map["x-opt-locked-until"] = until.UtcDateTime;
        if (message.DeadLetterSource is { } source)
            map["x-opt-deadletter-source"] = source;
    }
}
