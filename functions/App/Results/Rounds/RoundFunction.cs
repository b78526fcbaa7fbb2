using Followup.Programs;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace Followup.Results.Rounds;

/// <summary>
/// Holds the rounds of the last round day, program by program. It looks each night: what a crash left on a Monday is held on Tuesday, of
/// the same answers.
/// </summary>
public sealed partial class RoundFunction(
    ProgramStore programs, RoundHolding holding, RoundCalendar calendar, ILogger<RoundFunction> logger)
{
    [Function("results-rounds")]
    public async Task RunAsync([TimerTrigger("0 30 2 * * *")] TimerInfo timer, CancellationToken ct)
    {
        var day = calendar.Last();
        foreach (var program in await programs.AllAsync(ct))
        {
            try
            {
                await holding.HoldAsync(program.Id, day, ct);
            }
            // one program must not keep the others from their rounds
            catch (Exception e) when (!ct.IsCancellationRequested)
            {
                Log.NotHeld(logger, e, program.Id, day);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "The rounds of {Program} on {Day} were not held; the next night tries again.")]
        public static partial void NotHeld(ILogger logger, Exception e, string program, LocalDate day);
    }
}
