namespace Followup.LocalBus;

public sealed record QueueSettings(string Name, TimeSpan LockDuration, int MaxDeliveryCount);

/// <summary>Port 0 takes a free one. Messages of queues that are not named stay in the file, untouched.</summary>
public sealed record LocalBusSettings(string DatabasePath, int Port, IReadOnlyList<QueueSettings> Queues);

/// <summary>What is in a queue now. Active excludes locked.</summary>
public sealed record QueueCounts(string Queue, int Active, int Scheduled, int Locked, int DeadLettered);
