using System.Globalization;
using Azure.Messaging.ServiceBus;
using Followup.Benchmarks.Harness;

namespace Followup.Benchmarks.Parts;

/// <summary>The local bus alone, in a process of its own; then started again with all that waits in it for weeks, and left alone.</summary>
internal static class BusBenchmark
{
    public static async Task<IReadOnlyList<Measure>> MeasureAsync(Scale scale, CancellationToken ct)
    {
        var count = scale.ItemsOf(1_000, 20_000, 300_000);
        var folder = Directory.CreateTempSubdirectory("followup-benchmarks-");
        try
        {
            return
            [
                .. await MeasureCallsAsync(folder, count, ct),
                .. await MeasureWaitingAsync(folder, count, TimeSpan.FromSeconds(scale.Of(2, 10, 30)), ct),
            ];
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<IReadOnlyList<Measure>> MeasureCallsAsync(DirectoryInfo folder, int count, CancellationToken ct)
    {
        await using var bus = await ServedPart.StartAsync(ServedPart.Bus, folder, ct);
        await using var client = new ServiceBusClient(bus.ConnectionString);
        await using var sender = client.CreateSender("due");
        await using var receiver = client.CreateReceiver("due");
        var times = new PartTimes(bus.Watched, ct);
        var batches = Enumerable.Range(0, count).Chunk(WaitingAlarms.Batch).ToList();
        var now = TimeProvider.System.GetUtcNow();

        await times.MeasureAsync("bus: send, 100 a batch", batches, batch => SendAsync(batch, now), items: count);
        await times.MeasureAsync(
            "bus: receive 100 and complete them, batch after batch", batches, batch => ReceiveAsync(batch.Length), atOnce: 1, items: count);
        await times.MeasureAsync(
            "bus: schedule 42 days ahead, 100 a batch", batches, batch => SendAsync(batch, now.AddDays(42)), items: count);
        return times.Measures;

        Task SendAsync(int[] batch, DateTimeOffset at) => sender.SendMessagesAsync(batch.Select(i => WaitingAlarms.Alarm(i, at)), ct);

        async Task ReceiveAsync(int missing)
        {
            while (missing > 0)
            {
                var messages = await receiver.ReceiveMessagesAsync(missing, cancellationToken: ct);
                await Task.WhenAll(messages.Select(message => receiver.CompleteMessageAsync(message, ct)));
                missing -= messages.Count;
            }
        }
    }

    private static async Task<IReadOnlyList<Measure>> MeasureWaitingAsync(
        DirectoryInfo folder, int count, TimeSpan idle, CancellationToken ct)
    {
        var began = TimeProvider.System.GetTimestamp();
        await using var bus = await ServedPart.StartAsync(ServedPart.Bus, folder, ct);
        var seconds = TimeProvider.System.GetElapsedTime(began).TotalSeconds;
        var start = new Measure($"bus: start of its process with {count} waiting", 1, seconds);

        var rest = await Work.MeasureAsync("", 1, [bus.Watched], () => Task.Delay(idle, ct));
        var share = rest.Processes[0].ProcessorSeconds / rest.Seconds;
        var name = string.Create(CultureInfo.InvariantCulture, $"bus: idle with {count} waiting, {share:0.0 %} of a processor");
        return [start, rest with { Name = name }];
    }
}
