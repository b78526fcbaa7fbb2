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
/// The product on one machine, with its mails going to the catcher that the others have: people without managers in UTC complete a
/// program, whose one wave is six weeks later. It is on a simulated clock, as nothing can be handed to it as due that was not planned.
/// </summary>
internal sealed class FollowupPeer : IPeer
{
    private const int Batch = 100;
    // the simulated clock goes on by itself: enough before nine that nothing is due before it is asked for
    private static readonly LocalTime BeforeNine = new(8, 55), PastNine = new(9, 1);

    private readonly PeerSetup setup;
    private readonly DirectoryInfo folder;
    private readonly LocalSystem system;
    private readonly DemoClient client;
    private LocalDate dueOn;

    private FollowupPeer(PeerSetup setup, DirectoryInfo folder, LocalSystem system)
    {
        (this.setup, this.folder, this.system) = (setup, folder, system);
        client = new(system.Address, system.FunctionKey);
        Processes = new Dictionary<string, int> { ["app"] = system.FunctionAppProcessId };
    }

    public IReadOnlyDictionary<string, int> Processes { get; }

    public ServiceCalls Calls => new(system.TableRequests, system.BusOperations, Provider: null);

    public static async Task<FollowupPeer> StartAsync(PeerSetup setup, CancellationToken ct)
    {
        var folder = Directory.CreateTempSubdirectory("followup-benchmarks-");
        string[] settings =
        [
            $"--SendGrid:Host={setup.Catcher.GetLeftPart(UriPartial.Authority)}",
            $"--SendGrid:ApiKey={setup.CatcherKey}",
        ];
        var options = new LocalOptions(folder.FullName, Port: 0, SimulatedClock: true, Settings: settings);
        var peer = new FollowupPeer(setup, folder, await LocalSystem.StartAsync(options, ct));
        await peer.client.PutProgramAsync("ai-eval", SampleCompany.Program, ct);
        return peer;
    }

    public async Task PrepareAsync(int round, CancellationToken ct)
    {
        foreach (var recipients in setup.Recipients(round).Chunk(5_000))
        {
            var csv = new StringBuilder("id,email,name,managerId,timeZone,language,department,role,active\n");
            foreach (var to in recipients)
                csv.Append(CultureInfo.InvariantCulture, $"{to.Id},{to.Address},Robin Day,,Etc/UTC,en,Claims,Adjuster,true\n");
            await client.PostAsync("api/people/import", csv.ToString(), "text/csv", ct);
        }
        await PatientlyAsync(() => system.DrainAsync(ct));
    }

    public async Task ScheduleAsync(int round, CancellationToken ct)
    {
        var completedAt = system.Clock.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        await setup.ForEachAtOnceAsync(setup.Recipients(round).Chunk(Batch), async recipients =>
        {
            var completions = recipients.Select(recipient => new { program = "ai-eval", learner = recipient.Id, completedAt });
            var verdicts = await client.PostAsync("api/completions", JsonSerializer.Serialize(completions), "application/json", ct);
            var accepted = verdicts.GetProperty("accepted").GetInt32();
            if (accepted != recipients.Length) throw new InvalidOperationException($"{accepted} of {recipients.Length} were accepted.");
        });
        dueOn = WorkingDayFrom(Now.Date.PlusDays(42));
        await PatientlyAsync(() => system.DrainAsync(ct));
    }

    /// <summary>What was scheduled last becomes due: the clock goes to just before nine o'clock on its day.</summary>
    public Task MakeDueAsync(int round, CancellationToken ct) => GoToAsync(BeforeNine, ct);

    public Task SendDueAsync(int round, CancellationToken ct) => GoToAsync(PastNine, ct);

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

    /// <summary>Ten thousand mails may take longer than a walk of the clock waits for the queues to come to rest, which is five minutes.</summary>
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
