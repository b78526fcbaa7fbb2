using Followup.SampleApp;
using Microsoft.Extensions.Time.Testing;

namespace Followup.LocalHost.Tests.Timer;

public sealed class TimerTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 5, 10, 0, 30, TimeSpan.Zero);

    private readonly JumpyClock clock = new(Start);

    [Fact]
    public async Task Six_fields_seconds_first_in_UTC()
    {
        clock.SetLocalTimeZone(TimeZoneInfo.FindSystemTimeZoneById("Asia/Tokyo"));
        await using var host = await StartAsync("15 30 11 * * *");
        var due = new DateTimeOffset(2026, 1, 5, 11, 30, 15, TimeSpan.Zero);
        Assert.Equal(due, host.Timers.NextOccurrence);
        clock.SetUtcNow(due);
        var tick = await host.Script.CallAsync<Tick>("timer");
        Assert.Equal(due, tick.At);
        Assert.False(tick.Info.IsPastDue);
        Assert.Equal(due.UtcDateTime, tick.Info.ScheduleStatus!.Next);
        await TestHost.EventuallyAsync(() => host.Timers.NextOccurrence == due.AddDays(1));
    }

    [Fact]
    public async Task It_does_not_run_before_its_time()
    {
        await using var host = await StartAsync("0 0 11 * * *");
        clock.Advance(TimeSpan.FromMinutes(59));
        await Task.Delay(100, TestHost.Ct);
        Assert.Equal(0, host.Script.Waiting("timer"));
        Assert.True(host.Timers.Idle);
    }

    [Fact]
    public async Task At_a_start_only_a_timer_runs_that_says_so()
    {
        await using var host = await StartAsync("0 0 11 * * *");
        Assert.Equal(0, host.Script.Waiting("timer"));
        Assert.Equal(1, host.Timers.Runs);
    }

    [Fact]
    public async Task A_clock_that_jumps_over_many_occurrences_makes_it_run_once()
    {
        await using var host = await StartAsync("0 */5 * * * *");
        clock.Advance(TimeSpan.FromDays(42));
        var tick = await host.Script.CallAsync<Tick>("timer");
        Assert.True(tick.Info.IsPastDue);
        Assert.Equal(Start.AddDays(42), tick.At);
        await TestHost.EventuallyAsync(() => host.Timers.Idle);
        Assert.Equal(0, host.Script.Waiting("timer"));
        Assert.Equal(new(2026, 2, 16, 10, 5, 0, TimeSpan.Zero), host.Timers.NextOccurrence);
    }

    [Fact]
    public async Task An_occurrence_months_away_is_met()
    {
        await using var host = await StartAsync("0 0 9 1 6 *");
        for (var day = 0; day < 200 && host.Script.Waiting("timer") == 0; day++) clock.Advance(TimeSpan.FromDays(1));
        await TestHost.EventuallyAsync(() => host.Script.Waiting("timer") == 1);
    }

    [Fact]
    public async Task It_never_overlaps_and_an_occurrence_missed_while_it_ran_is_made_good_once()
    {
        await using var host = await StartAsync("0 * * * * *");
        var go = new TaskCompletionSource();
        host.Script.On<Tick>("timer", _ => go.Task);
        clock.Advance(TimeSpan.FromSeconds(30));
        Assert.False((await host.Script.CallAsync<Tick>("timer")).Info.IsPastDue);
        Assert.False(host.Timers.Idle);

        clock.Advance(TimeSpan.FromSeconds(150));
        await Task.Delay(100, TestHost.Ct);
        Assert.Equal(0, host.Script.Waiting("timer"));

        go.SetResult();
        var made = await host.Script.CallAsync<Tick>("timer");
        Assert.True(made.Info.IsPastDue);
        Assert.Equal(Start.AddSeconds(30), made.Info.ScheduleStatus!.Last);
        await TestHost.EventuallyAsync(() => host.Timers.Idle);
        Assert.Equal(0, host.Script.Waiting("timer"));
        Assert.Equal(Start.AddSeconds(210), host.Timers.NextOccurrence);
    }

    [Fact]
    public async Task One_that_throws_runs_again_at_its_next_time()
    {
        await using var host = await StartAsync("0 0 * * * *");
        host.Script.On<Tick>("timer", _ => throw new InvalidOperationException("not today"));
        clock.SetUtcNow(new(2026, 1, 5, 11, 0, 0, TimeSpan.Zero));
        await host.Script.CallAsync<Tick>("timer");
        await TestHost.EventuallyAsync(() => host.Timers.Idle);
        clock.SetUtcNow(new(2026, 1, 5, 12, 0, 0, TimeSpan.Zero));
        Assert.False((await host.Script.CallAsync<Tick>("timer")).Info.IsPastDue);
    }

    [Fact]
    public async Task A_jump_just_before_it_sets_itself_anew_makes_it_no_later()
    {
        await using var host = await StartAsync("0 0 * * * *");
        clock.BeforeTheNextTimer = () => clock.Advance(TimeSpan.FromMinutes(45));
        clock.SetUtcNow(new(2026, 1, 5, 11, 0, 0, TimeSpan.Zero));
        await host.Script.CallAsync<Tick>("timer");
        await TestHost.EventuallyAsync(() => clock.GetUtcNow().Minute == 45);
        clock.Advance(TimeSpan.FromMinutes(15));
        Assert.Equal(12, (await host.Script.CallAsync<Tick>("timer")).At.Hour);
    }

    [Fact]
    public async Task At_a_stop_its_token_is_cancelled()
    {
        await using var host = await StartAsync("0 0 11 * * *");
        host.Script.On<Tick>("timer", tick => Task.Delay(Timeout.Infinite, tick.Ct));
        clock.Advance(TimeSpan.FromHours(1));
        await host.Script.CallAsync<Tick>("timer");
        await host.StopAsync().WaitAsync(TimeSpan.FromSeconds(10), TestHost.Ct);
    }

    [Theory]
    [InlineData("true", 0)]
    [InlineData("1", 0)]
    [InlineData("false", 1)]
    public async Task One_that_a_setting_switches_off_never_runs(string disabled, int calls)
    {
        await using var host = await TestHost.StartAsync(
            new TestHost.Setup { Clock = clock }, ("TimerSchedule", "0 0 11 * * *"), ("AzureWebJobs.Timer.Disabled", disabled));
        await host.Script.CallAsync<Tick>("timer-at-start");
        await TestHost.EventuallyAsync(() => host.Timers.Idle);

        clock.SetUtcNow(new(2026, 1, 5, 11, 0, 0, TimeSpan.Zero));
        if (calls == 1) await host.Script.CallAsync<Tick>("timer");
        await TestHost.EventuallyAsync(() => host.Timers.Idle);

        Assert.Equal(1 + calls, host.Timers.Runs);
    }

    /// <summary>Starts a host and waits until the other timer, which runs at the start, has run.</summary>
    private async Task<TestHost> StartAsync(string schedule)
    {
        var host = await TestHost.StartAsync(new TestHost.Setup { Clock = clock }, ("TimerSchedule", schedule));
        var atStart = await host.Script.CallAsync<Tick>("timer-at-start");
        Assert.False(atStart.Info.IsPastDue);
        await TestHost.EventuallyAsync(() => host.Timers.Idle);
        return host;
    }

    private sealed class JumpyClock(DateTimeOffset start) : FakeTimeProvider(start)
    {
        private Action? before;

        public Action BeforeTheNextTimer
        {
            set => before = value;
        }

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Interlocked.Exchange(ref before, null)?.Invoke();
            return base.CreateTimer(callback, state, dueTime, period);
        }
    }
}
