using System.Diagnostics.Metrics;
using Azure.Messaging.ServiceBus;
using Followup.Rows;
using Followup.Shared.Bus;
using Followup.Shared.Telemetry;
using Grpc.Core;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Followup.Tests.Shared.Bus;

public sealed class MessageSettlingTests
{
    private static readonly ServiceBusReceivedMessage Message =
        ServiceBusModelFactory.ServiceBusReceivedMessage(messageId: "m-1", subject: "followup-due/0");

    private static readonly Exception[] Refusals =
    [
        new RpcException(new Status(StatusCode.Unknown, "The lock was lost.")),
        new ServiceBusException("The lock was lost.", ServiceBusFailureReason.MessageLockLost),
    ];

    private readonly CancellationToken ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_message_that_cannot_be_completed_is_a_warning_and_no_failure()
    {
        using var logs = new RecordedLogs();
        await using var services = Services(logs);
        var settling = services.GetRequiredService<MessageSettling>();

        foreach (var refusal in Refusals) await settling.CompleteAsync("due", Message, new Actions(refusal), ct);

        Assert.Equal(2, logs.Lines.Count);
        Assert.All(logs.Lines, line => Assert.StartsWith(
            "Warning Followup.Shared.Bus.MessageSettling: Message m-1 of the queue due could not be settled, so it comes again.",
            line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Any_other_exception_fails_the_invocation()
    {
        using var logs = new RecordedLogs();
        await using var services = Services(logs);

        var settling = services.GetRequiredService<MessageSettling>();

        var actions = new Actions(new InvalidOperationException());
        await Assert.ThrowsAsync<InvalidOperationException>(() => settling.CompleteAsync("due", Message, actions, ct));
    }

    [Fact]
    public async Task A_message_that_is_not_understood_counts_as_a_dead_letter_once_it_is_one()
    {
        Assert.Equal(1, await CountedAsync(null));
        foreach (var refusal in Refusals) Assert.Equal(0, await CountedAsync(refusal));
    }

    private async Task<long> CountedAsync(Exception? refusal)
    {
        using var logs = new RecordedLogs();
        await using var services = Services(logs);
        var meters = services.GetRequiredService<IMeterFactory>();
        long counted = 0;
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listening) =>
            {
                // another test's meter has the same name
                if (instrument.Name == "followup.messages.deadlettered" && ReferenceEquals(instrument.Meter.Scope, meters))
                    listening.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((_, count, _, _) => counted += count);
        listener.Start();

        var reading = services.GetRequiredService<MessageReading>();
        Assert.Null(await reading.ReadAsync("due", Message, DueAlarm.Decode, new Actions(refusal), ct));
        return counted;
    }

    private static ServiceProvider Services(RecordedLogs logs) => new ServiceCollection()
        .AddMetrics().AddLogging(logging => logging.AddProvider(logs))
        .AddSingleton<FollowupMetrics>().AddSingleton<MessageSettling>().AddSingleton<MessageReading>()
        .BuildServiceProvider();

    /// <summary>The worker's actions, whose settling is refused, if at all, with this exception.</summary>
    private sealed class Actions(Exception? refusal) : ServiceBusMessageActions
    {
        public override Task CompleteMessageAsync(ServiceBusReceivedMessage message, CancellationToken cancellationToken = default) =>
            SettleAsync();

        public override Task DeadLetterMessageAsync(
            ServiceBusReceivedMessage message, Dictionary<string, object>? propertiesToModify = null, string? deadLetterReason = null,
            string? deadLetterErrorDescription = null, CancellationToken cancellationToken = default) => SettleAsync();

        private Task SettleAsync() => refusal is null ? Task.CompletedTask : Task.FromException(refusal);
    }
}
