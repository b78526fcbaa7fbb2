using System.Globalization;
using System.Text;
using System.Text.Json;
using Followup.Benchmarks.Harness;
using Followup.Local;
using Followup.Local.Demo;
using NodaTime;
using NodaTime.Extensions;

namespace Followup.Benchmarks.Peers;

/// <summary>
/// The product on one machine, with its mails going to a catcher outside: people in UTC complete a program, whose one wave is six weeks
/// later. It is on a simulated clock, as nothing can be handed to it as due that was not planned.
/// </summary>
internal sealed class FollowupSystem : IAsyncDisposable
{
    private const int Batch = 100;
    // the simulated clock goes on by itself: enough before nine that nothing is due before it is asked for
    private static readonly LocalTime BeforeNine = new(8, 55), PastNine = new(9, 1);

    private readonly DirectoryInfo folder;
    private readonly LocalSystem system;
    private readonly DemoClient client;
    private LocalDate dueOn;

    private FollowupSystem(DirectoryInfo folder, LocalSystem system)
    {
        (this.folder, this.system) = (folder, system);
        client = new(system.Address, system.FunctionKey);
    }

    public int AppProcessId => system.FunctionAppProcessId;

    public ServiceCalls Calls => new(system.TableRequests, system.BusOperations, Provider: null);

    public static async Task<FollowupSystem> StartAsync(Uri catcher, string catcherKey, CancellationToken ct)
    {
        var folder = Directory.CreateTempSubdirectory("followup-benchmarks-");
        string[] settings =
        [
            $"--SendGrid:Host={catcher.GetLeftPart(UriPartial.Authority)}",
            $"--SendGrid:ApiKey={catcherKey}",
        ];
        var options = new LocalOptions(folder.FullName, Port: 0, SimulatedClock: true, Settings: settings);
        var followup = new FollowupSystem(folder, await LocalSystem.StartAsync(options, ct));
        await followup.client.PutProgramAsync("ai-eval", SampleCompany.Program, ct);
        return followup;
    }

    public async Task ImportAsync(IEnumerable<Recipient> people, CancellationToken ct)
    {
        foreach (var recipients in people.Chunk(5_000))
        {
            var csv = new StringBuilder("id,email,name,managerId,timeZone,language,department,role,active\n");
            foreach (var to in recipients)
            {
                csv.Append(
                    CultureInfo.InvariantCulture, $"{to.Id},{to.Address},Robin Day,{to.ManagerId},Etc/UTC,en,Claims,Adjuster,true\n");
            }
            await client.PostAsync("api/people/import", csv.ToString(), "text/csv", ct);
        }
    }

    /// <summary>Takes completions in, a hundred a call.</summary>
    /// <param name="callers">How many calls are under way at a time.</param>
    public async Task CompleteAsync(IEnumerable<Recipient> learners, int callers, CancellationToken ct)
    {
        var completedAt = system.Clock.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var limited = new ParallelOptions { MaxDegreeOfParallelism = callers, CancellationToken = ct };
        await Parallel.ForEachAsync(learners.Chunk(Batch), limited, async (recipients, _) =>
        {
            var completions = recipients.Select(recipient => new { program = "ai-eval", learner = recipient.Id, completedAt });
            var verdicts = await client.PostAsync("api/completions", JsonSerializer.Serialize(completions), "application/json", ct);
            var accepted = verdicts.GetProperty("accepted").GetInt32();
            if (accepted != recipients.Length) throw new InvalidOperationException($"{accepted} of {recipients.Length} were accepted.");
        });
        dueOn = WorkingDayFrom(Now.Date.PlusDays(42));
    }

    /// <summary>What was taken in last becomes due: the clock goes to just before nine o'clock on its day.</summary>
    public Task MakeDueAsync(CancellationToken ct) => GoToAsync(BeforeNine, ct);

    public Task SendDueAsync(CancellationToken ct) => GoToAsync(PastNine, ct);

    /// <summary>Waits until nothing is left to do by now.</summary>
    public Task RestAsync(CancellationToken ct) => PatientlyAsync(() => system.DrainAsync(ct));

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await system.DisposeAsync();
        folder.Delete(recursive: true);
    }

    private LocalDateTime Now => system.Clock.GetUtcNow().ToInstant().InUtc().LocalDateTime;

    private static LocalDate WorkingDayFrom(LocalDate day)
    {
        while (day.DayOfWeek is IsoDayOfWeek.Saturday or IsoDayOfWeek.Sunday) day = day.PlusDays(1);
        return day;
    }

    private Task GoToAsync(LocalTime time, CancellationToken ct) =>
        PatientlyAsync(() => system.AdvanceAsync(Period.Between(Now, dueOn.At(time)), ct));

    /// <summary>
    /// Ten thousand mails may take longer than a walk of the clock waits for the queues to come to rest, which is five minutes.
    /// </summary>
    private static async Task PatientlyAsync(Func<Task> walk)
    {
        for (var tries = 12; ; tries--)
        {
            try
            {
                await walk();
                return;
            }
            catch (TimeoutException) when (tries > 1)
            {
                // goes on from where it stopped
            }
        }
    }
}
