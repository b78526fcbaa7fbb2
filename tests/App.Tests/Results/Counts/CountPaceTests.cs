using Azure.Messaging.ServiceBus;
using Followup.Programs;
using Followup.Results.Counts;
using Followup.Rows;
using Followup.Shared.Keys;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Followup.Tests.Results.Counts;

public sealed class CountPaceTests(SystemFixture fixture)
{
    // so far ahead that no message is due before the test is over
    private static readonly DateTimeOffset Then = new(2999, 1, 1, 8, 0, 0, TimeSpan.Zero);

    private readonly CancellationToken ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_count_is_left_out_only_soon_after_another_and_where_a_later_one_is_asked_for()
    {
        // a second goes by at each look at this clock, so that a count takes some time
        var clock = new FakeTimeProvider(Then) { AutoAdvanceAmount = TimeSpan.FromSeconds(1) };
        await using var client = new ServiceBusClient(fixture.System.ServiceBusConnection);
        var scene = await new Scene(fixture).WithProgramAsync();
        var months = new ChangedMonths(
            new(client), scene.Service<ProgramRows>(), new FakeTimeProvider(Then), NullLogger<ChangedMonths>.Instance);
        var counts = new CountStore(scene.Tables, scene.Service<ProgramStore>(), scene.Service<ProgramRows>());
        var pace = new CountPace(counts, months, clock);
        var month = new ProgramMonth(scene.ProgramId, new(2026, 1));

        var first = await scene.AskAsync(Audience.Learner);
        await months.RequestCountAsync(first.Followup, ct); // rings a minute later
        await pace.CountAsync(month, Then, ct);
        await scene.AskAsync(Audience.Learner, "alan");
        await pace.CountAsync(month, Then.AddSeconds(30), ct);
        Assert.Equal(1, await CountedAsync(counts, month));

        // nothing else is asked for: it is the last
        await pace.CountAsync(month, Then.AddSeconds(60), ct);
        Assert.Equal(2, await CountedAsync(counts, month));

        await scene.AskAsync(Audience.Learner, "grace");
        clock.Advance(TimeSpan.FromMinutes(5));
        await pace.CountAsync(month, Then.AddSeconds(30), ct);
        Assert.Equal(3, await CountedAsync(counts, month));
    }

    [Fact]
    public async Task What_a_count_waits_for_another_is_no_time_that_it_took()
    {
        var clock = new FakeTimeProvider(Then);
        await using var client = new ServiceBusClient(fixture.System.ServiceBusConnection);
        var scene = await new Scene(fixture).WithProgramAsync();
        var months = new ChangedMonths(
            new(client), scene.Service<ProgramRows>(), clock, NullLogger<ChangedMonths>.Instance);
        var month = new ProgramMonth(scene.ProgramId, new(2026, 1));
        TaskCompletionSource begun = new(), ended = new();
        var interference = new Interference(_ => true, () =>
        {
            begun.SetResult();
            return ended.Task;
        });
        var counts = new CountStore(
            scene.Tables, new ProgramStore(new(interference.With(fixture)), clock), scene.Service<ProgramRows>());
        var pace = new CountPace(counts, months, clock);

        var first = await scene.AskAsync(Audience.Learner);
        await months.RequestCountAsync(first.Followup, ct);
        var other = pace.CountAsync(month with { Program = "other" }, Then, ct);
        await begun.Task;
        var counting = pace.CountAsync(month, Then, ct);
        clock.Advance(TimeSpan.FromMinutes(1));
        ended.SetResult();
        await other;
        await counting;
        await scene.AskAsync(Audience.Learner, "alan");
        await months.RequestCountAsync(first.Followup, ct);
        await pace.CountAsync(month, clock.GetUtcNow().AddSeconds(1), ct);

        Assert.Equal(2, await CountedAsync(counts, month));
    }

    [Fact]
    public async Task Of_messages_that_rang_before_a_count_began_none_is_counted_again()
    {
        var clock = new FakeTimeProvider(Then);
        await using var client = new ServiceBusClient(fixture.System.ServiceBusConnection);
        var scene = await new Scene(fixture).WithProgramAsync();
        var months = new ChangedMonths(new(client), scene.Service<ProgramRows>(), clock, NullLogger<ChangedMonths>.Instance);
        var counts = new CountStore(scene.Tables, scene.Service<ProgramStore>(), scene.Service<ProgramRows>());
        var pace = new CountPace(counts, months, clock);
        var month = new ProgramMonth(scene.ProgramId, new(2026, 1));

        await scene.AskAsync(Audience.Learner);
        await pace.CountAsync(month, Then, ct);
        await scene.AskAsync(Audience.Learner, "alan");
        await pace.CountAsync(month, Then, ct);
        await pace.CountAsync(month, Then.AddSeconds(-30), ct);
        Assert.Equal(1, await CountedAsync(counts, month));

        await pace.CountAsync(month, Then.AddTicks(1), ct);
        Assert.Equal(2, await CountedAsync(counts, month));

        await scene.AskAsync(Audience.Learner, "grace");
        await pace.CountAsync(month, default, ct); // nobody knows when it rang
        Assert.Equal(3, await CountedAsync(counts, month));
    }

    private async Task<int> CountedAsync(CountStore counts, ProgramMonth month)
    {
        var participation = await counts.ParticipationAsync(month.Program, ct);
        return participation.Of("P42D", Audience.Learner)[(int)FunnelStep.Completed];
    }
}
