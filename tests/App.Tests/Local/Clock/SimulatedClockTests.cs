using System.Diagnostics;
using Followup.Local.Clock;

namespace Followup.Tests.Local.Clock;

public sealed class SimulatedClockTests
{
    private static readonly TimeSpan Never = Timeout.InfiniteTimeSpan;

    [Fact]
    public void It_begins_where_it_was_left_and_runs_on()
    {
        var clock = new SimulatedClock(TimeSpan.FromDays(42), _ => { });

        var first = clock.GetUtcNow();

        Assert.InRange(first - DateTimeOffset.UtcNow, TimeSpan.FromDays(42) - TimeSpan.FromSeconds(5), TimeSpan.FromDays(42));
        SpinWait.SpinUntil(() => clock.GetUtcNow() > first, TimeSpan.FromSeconds(5));
        Assert.True(clock.GetUtcNow() > first);
    }

    [Fact]
    public void A_jump_is_kept_before_it_takes_effect()
    {
        List<(TimeSpan Kept, DateTimeOffset Then)> kept = [];
        SimulatedClock clock = null!;
        clock = new SimulatedClock(TimeSpan.Zero, ahead => kept.Add((ahead, clock.GetUtcNow())));
        var target = clock.GetUtcNow().AddDays(42);

        clock.JumpTo(target);

        var (ahead, then) = Assert.Single(kept);
        Assert.InRange(ahead, TimeSpan.FromDays(42) - TimeSpan.FromSeconds(5), TimeSpan.FromDays(42));
        Assert.True(then < target);
        Assert.True(clock.GetUtcNow() >= target);
    }

    [Fact]
    public void A_jump_that_cannot_be_kept_does_not_happen()
    {
        var clock = new SimulatedClock(TimeSpan.Zero, _ => throw new IOException("The disk is full."));

        Assert.Throws<IOException>(() => clock.JumpTo(clock.GetUtcNow().AddDays(1)));

        Assert.True(clock.GetUtcNow() < DateTimeOffset.UtcNow.AddMinutes(1));
    }

    [Fact]
    public void It_never_goes_back()
    {
        var clock = new SimulatedClock(TimeSpan.FromDays(1), _ => Assert.Fail("There is nothing to keep."));
        var before = clock.GetUtcNow();

        clock.JumpTo(before.AddHours(-1));

        Assert.True(clock.GetUtcNow() >= before);
    }

    [Fact]
    public async Task A_timer_beyond_the_reach_of_a_real_one_rings_on_the_jump_and_not_before()
    {
        var clock = Clock();
        var rung = new TaskCompletionSource<DateTimeOffset>(TaskCreationOptions.RunContinuationsAsynchronously);
        var due = clock.GetUtcNow().AddDays(90);
        await using var timer = clock.CreateTimer(_ => rung.TrySetResult(clock.GetUtcNow()), null, TimeSpan.FromDays(90), Never);

        clock.JumpTo(due.AddDays(-1));
        await Task.Delay(50, Ct);
        Assert.False(rung.Task.IsCompleted);

        clock.JumpTo(due.AddSeconds(1));
        Assert.True(await rung.Task.WaitAsync(TimeSpan.FromSeconds(5), Ct) >= due);
    }

    [Fact]
    public async Task A_timer_rings_as_real_time_passes_and_never_early()
    {
        var clock = Clock();
        var rung = new TaskCompletionSource<DateTimeOffset>(TaskCreationOptions.RunContinuationsAsynchronously);
        var due = clock.GetUtcNow().AddMilliseconds(50);
        await using var timer = clock.CreateTimer(_ => rung.TrySetResult(clock.GetUtcNow()), null, TimeSpan.FromMilliseconds(50), Never);

        Assert.True(await rung.Task.WaitAsync(TimeSpan.FromSeconds(5), Ct) >= due);
    }

    [Fact]
    public async Task However_many_periods_a_jump_spans_a_timer_rings_once_and_goes_on()
    {
        var clock = Clock();
        using var rings = new SemaphoreSlim(0);
        await using var timer = clock.CreateTimer(_ => rings.Release(), null, TimeSpan.FromHours(1), TimeSpan.FromHours(1));

        clock.JumpTo(clock.GetUtcNow().AddDays(42));
        Assert.True(await rings.WaitAsync(TimeSpan.FromSeconds(5), Ct));
        Assert.False(await rings.WaitAsync(TimeSpan.FromMilliseconds(100), Ct));

        clock.JumpTo(clock.GetUtcNow().AddHours(1));
        Assert.True(await rings.WaitAsync(TimeSpan.FromSeconds(5), Ct));
    }

    [Fact]
    public async Task A_timer_that_was_disposed_or_set_to_never_keeps_silent()
    {
        var clock = Clock();
        var rings = 0;
        await using var never = clock.CreateTimer(_ => rings++, null, TimeSpan.FromDays(1), Never);
        never.Change(Never, Never);
        var disposed = clock.CreateTimer(_ => rings++, null, TimeSpan.FromDays(1), Never);
        await disposed.DisposeAsync();

        clock.JumpTo(clock.GetUtcNow().AddDays(2));
        await Task.Delay(50, Ct);

        Assert.Equal(0, rings);
    }

    [Fact]
    public void What_is_measured_is_real_time()
    {
        var clock = Clock();
        var (began, reallyBegan) = (clock.GetTimestamp(), Stopwatch.GetTimestamp());

        clock.JumpTo(clock.GetUtcNow().AddDays(42));

        Assert.True(clock.GetElapsedTime(began) <= Stopwatch.GetElapsedTime(reallyBegan) + TimeSpan.FromSeconds(1));
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static SimulatedClock Clock() => new(TimeSpan.Zero, _ => { });
}
