using Followup.LocalBus.Broker;
using Microsoft.Azure.Amqp;
using Microsoft.Azure.Amqp.Encoding;
using Microsoft.Azure.Amqp.Framing;

namespace Followup.LocalBus.Amqp;

/// <summary>AMQP's outcomes as the broker's settlements, and the broker's results as AMQP's outcomes and conditions.</summary>
internal static class Outcomes
{
    public static readonly AmqpSymbol LockLost = "com.microsoft:message-lock-lost";
    public static readonly AmqpSymbol ArgumentError = "com.microsoft:argument-error";
    public static readonly AmqpSymbol MessageNotFound = "com.microsoft:message-not-found";

    /// <summary>Null for an outcome that is not supported: deferring.</summary>
    public static Settlement? ToSettlement(DeliveryState? state) => state switch
    {
        Accepted => Settlement.Complete,
        Rejected rejected => new(SettlementKind.DeadLetter, ToProperties(rejected.Error?.Info)),
        Modified { UndeliverableHere: true } => null,
        Modified modified => new(SettlementKind.Abandon, ToProperties(modified.MessageAnnotations)),
        _ => Settlement.Release,
    };

    /// <summary>The error that a client is told of a settlement that was not done; null for one that was.</summary>
    public static Error? Problem(CommandResult result) => result switch
    {
        CommandResult.Done => null,
        CommandResult.NotFound => Error(LockLost, "The lock on the message has ended, or the message is gone."),
        CommandResult.NotAllowed => Error(AmqpErrorCode.NotAllowed, "A dead-letter queue has none itself."),
        _ => NotWritten,
    };

    public static Error NotWritten => Error(AmqpErrorCode.InternalError, "The bus data could not be written.");

    public static Error NotSupported(string what) => Error(AmqpErrorCode.NotImplemented, $"LocalBus does not support {what}.");

    public static Error Error(AmqpSymbol condition, string description) => new() { Condition = condition, Description = description };

    private static Dictionary<string, object?> ToProperties(Fields? fields) =>
        // some clients write strings where symbols belong
        (fields ?? []).ToDictionary(field => field.Key.Key.ToString()!, field => (object?)field.Value);
}
