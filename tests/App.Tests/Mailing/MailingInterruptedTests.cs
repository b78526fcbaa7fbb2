using Azure;
using Followup.Followups;
using Followup.Local.Mail;
using Followup.Mailing;
using Followup.Rows;
using Followup.Shared.Calls;
using Followup.Shared.Keys;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using NodaTime;

namespace Followup.Tests.Mailing;

/// <summary>Batches of mailings that are held back, broken off, or overtaken before their calls.</summary>
public sealed class MailingInterruptedTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task After_a_429_no_call_is_made_for_a_second_and_nobodys_mail_is_lost()
    {
        var time = new CountedTimers();
        await using var weeks = await Weeks.StartAsync(learners: 100, services: app => app.AddSingleton(new SendingPace(time)));
        var keys = await LearnersAsync(weeks);
        var catcher = weeks.Fixture.System.Mails;
        weeks.Faults.Set(new MailFault(429));

        var sending = weeks.Service<Inviting>().InviteAsync(keys, Ct);
        // all that may call at once wait now
        await UntilAsync(() => time.Timers >= ManyCalls.AtOnce, sending);
        var calls = catcher.Calls;
        Assert.InRange(calls, 1, 100 - ManyCalls.AtOnce);
        time.Advance(TimeSpan.FromMilliseconds(999));
        Assert.Equal((calls, ManyCalls.AtOnce), (catcher.Calls, time.Timers));
        time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Empty(await sending);
        Assert.Equal((100, 99), (catcher.Calls, weeks.Mails.Count));

        await weeks.AdvanceAsync(Period.FromMinutes(2)); // the one that was refused is tried again
        Assert.Equal(100, weeks.Mails.Select(mail => mail.To).Distinct().Count());
        Assert.Equal(100, weeks.Mails.Count);
    }

    [Fact]
    public async Task Where_the_app_is_told_to_stop_in_between_only_what_was_being_sent_waits()
    {
        await using var weeks = await Weeks.StartAsync(learners: 40);
        var keys = await LearnersAsync(weeks);
        weeks.Faults.Set(new MailFault(Count: 1000, DelayMs: 60_000)); // so many calls are under way until they are broken off
        using var stopping = new CancellationTokenSource();
        var inviting = weeks.Service<Inviting>();

        var sending = inviting.InviteAsync(keys, stopping.Token);
        await UntilAsync(() => weeks.Fixture.System.Mails.Calls >= ManyCalls.AtOnce, sending);
        await stopping.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
        weeks.Faults.Set(new MailFault(Count: 0));

        // their messages come again
        Assert.Empty(await inviting.InviteAsync(keys, Ct));
        Assert.Equal(40 - ManyCalls.AtOnce, weeks.Mails.Count);
        await weeks.AdvanceAsync(Period.FromMinutes(40));
        Assert.Equal(40, weeks.Mails.Count);
        Assert.Equal(40, weeks.Mails.Select(mail => mail.To).Distinct().Count());
    }

    [Fact]
    public async Task Where_the_app_is_told_to_stop_while_calls_are_held_back_they_are_made_soon_after_and_count_as_no_resend()
    {
        var time = new CountedTimers();
        await using var weeks = await Weeks.StartAsync(learners: 40, services: app => app.AddSingleton(new SendingPace(time)));
        weeks.Service<SendingPace>().SlowDown(new HttpResponseMessage().Headers);
        using var stopping = new CancellationTokenSource();

        var sending = weeks.Service<Inviting>().InviteAsync(await LearnersAsync(weeks), stopping.Token);
        await UntilAsync(() => time.Timers >= ManyCalls.AtOnce, sending);
        await stopping.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);

        var rows = (await weeks.InvitationsAsync()).Where(row => row.Mailing.Audience == Audience.Learner);
        Assert.All(rows, row => Assert.Equal((InvitationState.Scheduled, 0), (row.State, row.Resends)));
    }

    [Fact]
    public async Task A_reminder_that_is_held_back_when_the_app_is_told_to_stop_goes_out_an_hour_later()
    {
        var time = new CountedTimers();
        await using var weeks = await Weeks.StartAsync(learners: 1, services: app => app.AddSingleton(new SendingPace(time)));
        await weeks.UntilDueAsync();
        await weeks.AdvanceAsync(Period.FromDays(1));
        var mails = weeks.Mails.Count;
        weeks.Service<SendingPace>().SlowDown(new HttpResponseMessage().Headers);
        using var stopping = new CancellationTokenSource();

        var reminding = weeks.Service<Reminding>().RemindAsync((await LearnersAsync(weeks))[0], 1, stopping.Token);
        await UntilAsync(() => time.Timers > 0, reminding);
        await stopping.CancelAsync();
        await reminding;
        time.Advance(TimeSpan.FromSeconds(1));
        await weeks.AdvanceAsync(Period.FromHours(2));

        Assert.Equal(mails + 1, weeks.Mails.Count);
    }

    [Fact]
    public async Task A_mailing_that_fails_before_its_call_is_tried_again_at_once()
    {
        await using var weeks = await Weeks.StartAsync(learners: 5);
        var keys = await LearnersAsync(weeks);
        var interference = new Interference(
            request => request.Method != Azure.Core.RequestMethod.Get,
            () => throw new RequestFailedException(403, "Not today."));
        var days = new OneMailADay(new(interference.With(weeks.Fixture)), weeks.Service<WorkCalendar>(), weeks.Fixture.System.Clock);
        var inviting = ActivatorUtilities.CreateInstance<Inviting>(weeks.Fixture.System.Services, days);

        var failed = Assert.Single(await inviting.InviteAsync(keys, Ct));
        Assert.Equal(4, weeks.Mails.Count);
        Assert.Empty(await inviting.InviteAsync([failed], Ct));
        Assert.Equal(5, weeks.Mails.Select(mail => mail.To).Distinct().Count());
        Assert.Equal(5, weeks.Mails.Count);
    }

    [Fact]
    public async Task What_closes_while_it_is_being_claimed_is_not_mailed()
    {
        await using var weeks = await Weeks.StartAsync(learners: 1);
        var row = (await weeks.InvitationsAsync())[0];
        var time = new FakeTimeProvider(row.ClosesAt.AddSeconds(-1));
        var claiming = ActivatorUtilities.CreateInstance<Claiming>(weeks.Fixture.System.Services, time);

        var free = await claiming.FreeAsync([row.Mailing], Ct);
        Assert.Single(free);
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Empty(await claiming.ClaimAsync(free, "attempt", Ct));
    }

    /// <summary>Waits for a moment in the midst of a task, which must not end before it comes.</summary>
    private static async Task UntilAsync(Func<bool> holds, Task task)
    {
        while (!holds())
        {
            Assert.True(!task.IsCompleted || holds(), "It ended before.");
            await Task.Delay(10, Ct);
        }
    }

    /// <summary>The mailings of the learners, who all are due on one day.</summary>
    private static async Task<IReadOnlyList<MailingKey>> LearnersAsync(Weeks weeks) =>
        [.. (await weeks.InvitationsAsync()).Select(row => row.Mailing).Where(mailing => mailing.Audience == Audience.Learner).Distinct()];

    private sealed class CountedTimers : FakeTimeProvider
    {
        private int timers;

        public int Timers => Volatile.Read(ref timers);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Interlocked.Increment(ref timers);
            return base.CreateTimer(callback, state, dueTime, period);
        }
    }
}
