using System.Globalization;
using Azure.Messaging.ServiceBus;
using Followup.Rows;
using Followup.Shared.Keys;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using NodaTime;

namespace Followup.Tests.Rows;

public sealed class ChangedMonthsTests(SystemFixture fixture)
{
    private readonly CancellationToken ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Many_changes_within_half_a_minute_ask_for_one_count_of_each_month_after_it()
    {
        // so far ahead that no message is due before the test is over
        var clock = new FakeTimeProvider(new(2999, 1, 1, 8, 0, 10, TimeSpan.Zero));
        await using var client = new ServiceBusClient(fixture.System.ServiceBusConnection);
        var months = Months(client, clock);
        var program = $"program-{Guid.NewGuid():N}";

        await months.RequestCountAsync(Of(1, 5), ct);
        await months.RequestCountAsync([Of(1, 6), Of(1, 7), Of(2, 1)], ct);
        clock.Advance(TimeSpan.FromSeconds(19));
        await months.RequestCountAsync(Of(1, 8), ct);
        clock.Advance(TimeSpan.FromSeconds(1));
        await months.RequestCountAsync(Of(1, 9), ct);

        Assert.Equal(
            [("2026-01", "08:01:00"), ("2026-01", "08:01:30"), ("2026-02", "08:01:00")],
            await AskedAsync(client, program));

        FollowupKey Of(int month, int day) => new(program, PersonKey.Of($"e{day}"), new LocalDate(2026, month, day));
    }

    [Fact]
    public async Task Who_asks_while_another_asks_waits_for_that_one_message()
    {
        await using var client = new ServiceBusClient(fixture.System.ServiceBusConnection);
        var months = Months(client, new FakeTimeProvider(new(2999, 1, 1, 8, 0, 10, TimeSpan.Zero)));
        var program = $"program-{Guid.NewGuid():N}";
        var january = new FollowupKey(program, PersonKey.Of("e1"), new LocalDate(2026, 1, 5));
        var february = january with { CompletedOn = new(2026, 2, 5) };

        await Task.WhenAll(Enumerable.Range(0, 16).Select(i => months.RequestCountAsync(i % 2 == 0 ? [january] : [january, february], ct)));

        Assert.Equal([("2026-01", "08:01:00"), ("2026-02", "08:01:00")], await AskedAsync(client, program));
    }

    [Fact]
    public async Task No_answer_is_turned_away_because_the_bus_cannot_be_told()
    {
        // a port that nobody listens on
        await using var client = new ServiceBusClient(
            "Endpoint=sb://127.0.0.1:1;SharedAccessKeyName=any;SharedAccessKey=any;UseDevelopmentEmulator=true");
        var months = Months(client, TimeProvider.System);
        var began = TimeProvider.System.GetTimestamp();

        await months.RequestCountAsync(new FollowupKey("ai-eval", PersonKey.Of("e1"), new LocalDate(2026, 1, 5)), ct);

        Assert.InRange(TimeProvider.System.GetElapsedTime(began).TotalSeconds, 0, 20);
    }

    private async Task<List<(string Month, string At)>> AskedAsync(ServiceBusClient client, string program)
    {
        await using var receiver = client.CreateReceiver("recompute");
        List<(string, string)> asked = [];
        for (long from = 0; await receiver.PeekMessagesAsync(250, from, ct) is { Count: > 0 } page; from = page[^1].SequenceNumber + 1)
        {
            foreach (var message in page)
            {
                var month = ProgramMonth.Decode(message);
                var at = message.ScheduledEnqueueTime.ToString("HH:mm:ss", CultureInfo.InvariantCulture);
                if (month.Program == program) asked.Add((month.MonthText, at));
            }
        }
        return [.. asked.Order()];
    }

    private ChangedMonths Months(ServiceBusClient client, TimeProvider clock)
    {
        var rows = fixture.System.Services.GetRequiredService<ProgramRows>();
        return new(new(client), rows, clock, NullLogger<ChangedMonths>.Instance);
    }
}
