using Followup.LocalWorker.Invocation;
using Microsoft.Azure.Functions.Worker;
using NCrontab;

namespace Followup.LocalWorker.Timer;

/// <summary>One timer function. Occurrences missed while it ran, or skipped by a clock that jumped, are made good by one run.</summary>
internal sealed class FunctionTimer
{
    // Timers take at most 49 days; a shorter wait also notices a clock that was set.
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);
    private static readonly TimeSpan Punctual = TimeSpan.FromSeconds(1);

    private readonly Function function;
    private readonly FunctionInvoker invoker;
    private readonly TimeProvider time;
    private readonly CrontabSchedule schedule;
    private readonly bool runOnStartup;
    private long nextTicks;
    private int runs;

    public FunctionTimer(Function function, FunctionCatalog catalog, FunctionInvoker invoker, TimeProvider time)
    {
        (this.function, this.invoker, this.time) = (function, invoker, time);
        var trigger = (TimerTriggerAttribute)function.Trigger;
        var text = catalog.Resolve(trigger.Schedule);
        schedule = CrontabSchedule.TryParse(text, new CrontabSchedule.ParseOptions { IncludingSeconds = true })
            ?? throw new InvalidOperationException(
                $"The schedule '{text}' of the function '{function.Name}' is no NCRONTAB expression of six fields.");
        runOnStartup = function.IsExplicit(nameof(TimerTriggerAttribute.RunOnStartup)) && trigger.RunOnStartup;
        Next = runOnStartup ? time.GetUtcNow() : After(time.GetUtcNow());
    }

    /// <summary>Stays in the past until the run that makes it good has ended.</summary>
    public DateTimeOffset Next
    {
        get => new(Interlocked.Read(ref nextTicks), TimeSpan.Zero);
        private set => Interlocked.Exchange(ref nextTicks, value.UtcTicks);
    }

    public int Runs => Volatile.Read(ref runs);

    public async Task RunAsync(CancellationToken stopping)
    {
        var last = default(DateTimeOffset);
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await UntilNextAsync(stopping);
                var now = time.GetUtcNow();
                var info = new TimerInfo
                {
                    IsPastDue = now - Next > Punctual,
                    ScheduleStatus = new() { Last = last.UtcDateTime, Next = Next.UtcDateTime, LastUpdated = last.UtcDateTime },
                };
                last = now;
                await invoker.InvokeAsync(function, new(new Dictionary<string, object?>(), [info]), stopping);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception)
            {
                // logged by the invoker; the next occurrence is a new chance
            }
            Interlocked.Increment(ref runs);
            Next = After(last); // from the run's beginning: an occurrence missed meanwhile is due at once
        }
    }

    private async Task UntilNextAsync(CancellationToken stopping)
    {
        for (var now = time.GetUtcNow(); now < Next; now = time.GetUtcNow())
        {
            using var waiting = CancellationTokenSource.CreateLinkedTokenSource(stopping);
            var ring = Task.Delay(Next - now < LongestWait ? Next - now : LongestWait, time, waiting.Token);
            // a clock that jumped just before this timer was set would let it ring too late: then it is set anew
            if (time.GetUtcNow() - now < Punctual) await ring;
            else await waiting.CancelAsync();
        }
    }

    private DateTimeOffset After(DateTimeOffset now) => new(schedule.GetNextOccurrence(now.UtcDateTime), TimeSpan.Zero);
}
