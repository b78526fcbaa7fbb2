namespace Followup.LocalBus;

/// <summary>The settings of a queue, as it is declared in Azure.</summary>
/// <param name="DefaultMessageTimeToLive">
/// How long a message lives from when it is active, cutting a longer time to live of its own; null for no limit. A message that expires is
/// dead-lettered.
/// </param>
public sealed record QueueSettings(string Name, TimeSpan LockDuration, int MaxDeliveryCount, TimeSpan? DefaultMessageTimeToLive = null);

/// <summary>
/// Where the bus keeps its messages, and what it serves. Port 0 takes a free one. Messages of queues that are not named stay in the file,
/// untouched.
/// </summary>
public sealed record LocalBusSettings(string DatabasePath, int Port, IReadOnlyList<QueueSettings> Queues);

/// <summary>How many messages a queue holds now, by their state. Active excludes locked.</summary>
public sealed record QueueCounts(string Queue, int Active, int Scheduled, int Locked, int DeadLettered);
