using System.Text.Json;
using Followup.LocalHost.Rpc;
using Followup.LocalHost.Worker;
using Microsoft.Extensions.Logging;
using NCrontab;

namespace Followup.LocalHost.Timer;

/// <summary>One timer function. Occurrences missed while it ran, or skipped by a clock that jumped, are made good by one run.</summary>
internal sealed partial class FunctionTimer
{
    // Timers take at most 49 days; a shorter wait also notices a clock that was set.
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);
    private static readonly TimeSpan Punctual = TimeSpan.FromSeconds(1);

    private readonly Function function;
    private readonly WorkerChannel channel;
    private readonly TimeProvider time;
    private readonly ILogger logger;
    private readonly CrontabSchedule schedule;
    private long nextTicks;
    private int runs;

    public FunctionTimer(Function function, WorkerChannel channel, TimeProvider time, ILogger logger)
    {
        (this.function, this.channel, this.time, this.logger) = (function, channel, time, logger);
        var text = function.Text("schedule")!;
        schedule = CrontabSchedule.TryParse(text, new CrontabSchedule.ParseOptions { IncludingSeconds = true })
            ?? throw new InvalidOperationException(
                $"The schedule '{text}' of the function '{function.Name}' is no NCRONTAB expression of six fields.");
        Next = function.Flag("runOnStartup") == true ? time.GetUtcNow() : After(time.GetUtcNow());
    }

    /// <summary>The next occurrence. A missed one stays here until the run that makes it good has ended.</summary>
    public DateTimeOffset Next
    {
        get => new(Interlocked.Read(ref nextTicks), TimeSpan.Zero);
        private set => Interlocked.Exchange(ref nextTicks, value.UtcTicks);
    }

    public int Runs => Volatile.Read(ref runs);

    public async Task RunAsync(CancellationToken stopping)
    {
        var last = default(DateTimeOffset);
        while (true)
        {
            try
            {
                await UntilNextAsync(stopping);
                var input = Input(last, isPastDue: time.GetUtcNow() - Next > Punctual);
                last = time.GetUtcNow();
                await channel.InvokeAsync(function, input, stopping);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (WorkerEndedException)
            {
                return;
            }
            catch (FunctionFailedException e)
            {
                // the next occurrence is a new chance
                if (!stopping.IsCancellationRequested) Log.Failed(logger, function.Name, e);
            }
            Interlocked.Increment(ref runs);
            Next = After(last); // counted from the run's beginning: an occurrence missed meanwhile is due at once
            if (stopping.IsCancellationRequested) return;
        }
    }

    private Invocation Input(DateTimeOffset last, bool isPastDue) => new(
        new()
        {
            Json = JsonSerializer.Serialize(new
            {
                Schedule = new { AdjustForDST = true },
                ScheduleStatus = new { Last = last.UtcDateTime, Next = Next.UtcDateTime, LastUpdated = last.UtcDateTime },
                IsPastDue = isPastDue,
            }),
        },
        new Dictionary<string, TypedData>());

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

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The timer function '{Function}' failed; its next occurrence is a new chance.")]
        public static partial void Failed(ILogger logger, string function, Exception exception);
    }
}
