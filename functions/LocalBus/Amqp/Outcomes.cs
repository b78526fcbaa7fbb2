using Followup.LocalBus.Broker;
using Microsoft.Azure.Amqp;
using Microsoft.Azure.Amqp.Encoding;
using Microsoft.Azure.Amqp.Framing;

namespace Followup.LocalBus.Amqp;

/// <summary>AMQP's outcomes as the broker's settlements, and the broker's results as AMQP's outcomes and conditions.</summary>
internal static class Outcomes
{
    public static readonly AmqpSymbol LockLost = "com.microsoft:message-lock-lost";
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

    // A rejection that carries an error is a failure to the client, so dead-lettering is answered "accepted" too.
    public static DeliveryState Answer(CommandResult result) => Problem(result) is { } error ? new Rejected { Error = error } : new Accepted();

    public static Error? Problem(CommandResult result) => result switch
    {
        CommandResult.Done => null,
        CommandResult.NotFound => new Error { Condition = LockLost, Description = "The lock on the message has ended, or the message is gone." },
        CommandResult.NotAllowed => new Error { Condition = AmqpErrorCode.NotAllowed, Description = "A dead-letter queue has none itself." },
        _ => NotWritten,
    };

    public static Error NotWritten => new() { Condition = AmqpErrorCode.InternalError, Description = "The bus data could not be written." };

    public static Error NotSupported(string what) => new() { Condition = AmqpErrorCode.NotImplemented, Description = $"LocalBus does not support {what}." };

    private static Dictionary<string, object?> ToProperties(Fields? fields) =>
        // some clients write strings where symbols belong
        (fields ?? []).ToDictionary(field => field.Key.Key.ToString()!, field => (object?)field.Value);
}
