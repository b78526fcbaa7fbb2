using System.Text.Json.Nodes;
using Followup.Local;
using Followup.Local.Clock;
using Followup.Tests;
using Microsoft.Extensions.DependencyInjection;

[assembly: AssemblyFixture(typeof(SystemFixture))]

namespace Followup.Tests;

/// <summary>
/// One whole system for all tests that need real parts: its own data folder, free ports, a simulated clock. Tests share it and run side
/// by side, so each makes people, programs and days of its own, and one that moves the clock starts a system of its own.
/// </summary>
public sealed class SystemFixture : IAsyncLifetime
{
    private readonly TemporaryFolder data = new();

    /// <summary>Further settings of the app, as <c>--Key:Sub=value</c>.</summary>
    public IReadOnlyList<string>? Settings { get; init; }

    /// <summary>What the test watches the app with.</summary>
    public Action<IServiceCollection>? Services { get; init; }

    public LocalSystem System { get; private set; } = null!;

    /// <summary>Calls the functions; follows no redirect, so that a test sees each answer as it is.</summary>
    public HttpClient Http { get; } = new(new SocketsHttpHandler { AllowAutoRedirect = false });

    /// <summary>
    /// Whether the clock begins at ten of the next Monday: mails go out on working days from nine to seventeen, and a test must not depend
    /// on the day and hour at which it is run.
    /// </summary>
    public bool BeginsOnMonday { get; init; }

    /// <summary>Settings that another system has kept, for this one to start with, and the moment at which its clock begins.</summary>
    public (JsonObject Settings, DateTimeOffset Now)? Kept { get; init; }

    public async ValueTask InitializeAsync()
    {
        var ct = TestContext.Current.CancellationToken;
        if (Kept is var (settings, now))
        {
            settings["clockAhead"] = (now - TimeProvider.System.GetUtcNow()).ToString();
            await File.WriteAllTextAsync(data.File("settings.json"), settings.ToJsonString(), ct);
        }
        var options = new LocalOptions(
            data.Path,
            Port: 0,
            SimulatedClock: true,
            Settings: Settings,
            InProcess: Services ?? (_ => { }));
        System = await LocalSystem.StartAsync(options, ct);
        if (BeginsOnMonday) ((SimulatedClock)System.Clock).JumpTo(NextMonday(System.Clock.GetUtcNow()));
        Http.BaseAddress = System.Address;
    }

    /// <summary>Ten o'clock UTC: what is completed then is due six weeks later, on a Monday too.</summary>
    private static DateTimeOffset NextMonday(DateTimeOffset now)
    {
        var morning = new DateTimeOffset(now.UtcDateTime.Date.AddHours(10), TimeSpan.Zero);
        while (morning < now || morning.DayOfWeek != DayOfWeek.Monday) morning = morning.AddDays(1);
        return morning;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        if (System is not null) await System.DisposeAsync();
        data.Dispose();
    }
}
