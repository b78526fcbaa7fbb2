namespace Followup.LocalBus.Broker;

/// <summary>The two application properties that say why a message is in the dead-letter queue, in the cloud's words.</summary>
internal static class DeadLetterReason
{
    public const string ReasonName = "DeadLetterReason";
    public const string DescriptionName = "DeadLetterErrorDescription";

    public static Dictionary<string, object?> Expired { get; } =
        Because("TTLExpiredException", "The message expired and was dead lettered.");

    public static Dictionary<string, object?> TooManyDeliveries(int count) =>
        Because("MaxDeliveryCountExceeded", $"Message could not be consumed after {count} delivery attempts.");

    private static Dictionary<string, object?> Because(string reason, string description) =>
        new() { [ReasonName] = reason, [DescriptionName] = description };
}
