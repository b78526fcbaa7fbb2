using Azure.Messaging.ServiceBus;
using Followup.Rows;

namespace Followup.Benchmarks.Parts;

/// <summary>Alarms as the product sets them, for mailings that nobody has stored.</summary>
internal static class WaitingAlarms
{
    /// <summary>How many are sent together.</summary>
    public const int Batch = 100;

    public static ServiceBusMessage Alarm(int number, DateTimeOffset at) =>
        DueAlarm.Encode(new($"2026-01-05|learner|{number:x20}", DueStep.Invite), at);

    /// <summary>Lets so many wait for six weeks.</summary>
    public static async Task SendAsync(string connectionString, int count, CancellationToken ct)
    {
        await using var client = new ServiceBusClient(connectionString);
        await using var sender = client.CreateSender("due");
        var at = TimeProvider.System.GetUtcNow().AddDays(42);
        foreach (var batch in Enumerable.Range(0, count).Chunk(Batch))
            await sender.SendMessagesAsync(batch.Select(i => Alarm(i, at)), ct);
    }
}
