using System.Text.Json;
using Followup.LocalBus;
using NodaTime.Text;

namespace Followup.Local;

/// <summary>
/// The queues as <c>infra/queues.json</c> declares them for Azure too, so that they behave the same on this machine and there.
/// </summary>
public static class DeclaredQueues
{
    public static IReadOnlyList<QueueSettings> All { get; } = Read();

    private sealed record Declared(
        string Name, string LockDuration, int MaxDeliveryCount, string DefaultMessageTimeToLive, bool DeadLetteringOnMessageExpiration,
        bool RequiresDuplicateDetection);

    private static QueueSettings[] Read()
    {
        using var json = typeof(DeclaredQueues).Assembly.GetManifestResourceStream("queues.json")!;
        return [.. JsonSerializer.Deserialize<Declared[]>(json, JsonSerializerOptions.Web)!.Select(Settings)];
    }

    private static QueueSettings Settings(Declared queue) =>
        queue is { DeadLetteringOnMessageExpiration: true, RequiresDuplicateDetection: false }
            ? new(queue.Name, Length(queue.LockDuration), queue.MaxDeliveryCount, Length(queue.DefaultMessageTimeToLive))
            : throw new NotSupportedException($"Queue {queue.Name}: LocalBus dead-letters what expires, and knows no duplicate detection.");

    private static TimeSpan Length(string period) => PeriodPattern.NormalizingIso.Parse(period).GetValueOrThrow().ToDuration().ToTimeSpan();
}
