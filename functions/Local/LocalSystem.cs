using Followup.Local.Clock;
using Followup.Local.Endpoints;
using Followup.Local.Mail;
using Followup.LocalBus;
using Followup.LocalHost;
using Followup.LocalStorage;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace Followup.Local;

/// <summary>
/// The whole system: tables and blobs, bus, mail catcher and Functions host in this process, the function app as its child. Everything
/// listens on loopback only.
/// </summary>
public sealed class LocalSystem : IAsyncDisposable
{
    // the parts that were started, to be stopped in the reverse order
    private readonly Stack<object> parts = [];
    private readonly DataFolder folder;
    private readonly LocalSettings settings;
    private readonly SharedAhead ahead;
    private LocalBusServer bus = null!;
    private LocalStorageServer storage = null!;
    private FunctionApp app = null!;
    private FunctionsHost host = null!;
    private ClockWalk? walk;

    private LocalSystem(DataFolder folder, LocalOptions options)
    {
        this.folder = folder;
        settings = LocalSettings.Load(folder, options.SimulatedClock);
        ahead = Started(new SharedAhead(folder.File("clock")) { Value = settings.ClockAhead ?? TimeSpan.Zero });
        Clock = settings.ClockAhead is { } clockAhead ? new SimulatedClock(clockAhead, KeepClockAhead) : TimeProvider.System;
        Address = new Uri($"http://127.0.0.1:{FreePort.Or(options.Port)}/");
    }

    public Uri Address { get; }
    public string FunctionKey => settings.FunctionKey;
    public string ServiceBusConnection => bus.ConnectionString;
    public string TablesConnection => storage.ConnectionString;
    public string DataDirectory => folder.Path;
    public int FunctionAppProcessId => host.WorkerProcessId;
    public string AppDirectory => app.Directory;
    public TimeProvider Clock { get; }
    public MailCatcher Mails { get; private set; } = null!;

    /// <summary>The function app's services; where the app is a process of its own, a second set over the same tables and bus.</summary>
    public IServiceProvider Services => app.Services;

    /// <summary>Every part has started.</summary>
    public bool IsRunning { get; private set; }

    /// <summary>Completes if a part ends by itself, with a sentence that says which.</summary>
    public Task<string> Broken { get; private set; } = null!;

    /// <exception cref="CannotStartException">Its message is one sentence that says why, and what to do.</exception>
    public static async Task<LocalSystem> StartAsync(LocalOptions options, CancellationToken ct)
    {
        var folder = await DataFolder.OpenAsync(options.DataDirectory, ct);
        LocalSystem? system = null;
        try
        {
            system = new LocalSystem(folder, options);
            await system.StartPartsAsync(options, ct);
            return system;
        }
        catch
        {
            if (system is not null) await system.DisposeAsync();
            folder.Dispose();
            throw;
        }
    }

    public IReadOnlyList<QueueCounts> QueueCounts() => bus.Counts();

    /// <summary>What Service Bus would have charged for since the start.</summary>
    public long BusOperations => bus.Operations;

    /// <summary>What Table Storage would have charged for since the start.</summary>
    public long TableRequests => storage.TableRequests;

    public Task DrainAsync(CancellationToken ct) => walk!.DrainAsync(ct);

    /// <exception cref="InvalidOperationException">The system runs on the real clock.</exception>
    public Task<AdvanceReport> AdvanceAsync(Period by, CancellationToken ct) => walk!.AdvanceAsync(by, ct);

    public async ValueTask DisposeAsync()
    {
        while (parts.TryPop(out var part))
        {
            if (part is IAsyncDisposable asynchronous) await asynchronous.DisposeAsync();
            else ((IDisposable)part).Dispose();
        }
        walk?.Dispose(); // only now: a request that the host was still answering may walk
        folder.Dispose();
    }

    private void KeepClockAhead(TimeSpan clockAhead)
    {
        (settings with { ClockAhead = clockAhead }).Save(folder);
        ahead.Value = clockAhead;
    }

    private async Task StartPartsAsync(LocalOptions options, CancellationToken ct)
    {
        folder.RefuseEarlierTables();
        var logs = Started(LoggerFactory.Create(logging => LocalLogging.Configure(logging, options.Verbose)));
        try
        {
            await StartStoresAsync(options, logs, ct);
        }
        catch (IOException e)
        {
            throw new CannotStartException(e.Message, e);
        }
        var events = Started(new MailEventSender(Address, settings.MailEventKey));
        var box = Started(new MailBox(folder));
        Mails = Started(await MailCatcher.StartAsync(settings.MailKey, box, events, Clock, ct));
        app = Started(new FunctionApp(options, AppSettings(events.PublicKey, options), Clock));
        host = Started(await app.StartAsync(Address.Port, FunctionKey, new LocalEndpoints(this), logs, ct));
        walk = new ClockWalk(Clock, bus, host.Timers, events, Mails.Box);
        Broken = UntilBrokenAsync();
        IsRunning = true;
    }

    /// <summary>Both at once: a bus in which much waits reads for a second.</summary>
    private async Task StartStoresAsync(LocalOptions options, ILoggerFactory logs, CancellationToken ct)
    {
        var busSettings = new LocalBusSettings(folder.File("bus.db"), options.BusPort, DeclaredQueues.All);
        var starting = Task.Run(() => LocalBusServer.Start(busSettings, Clock, logs), CancellationToken.None);
        try
        {
            storage = Started(await LocalStorageServer.StartAsync(
                new(folder.File("storage"), options.TablesPort), TimeProvider.System, logs, ct));
        }
        finally
        {
            bus = Started(await starting);
        }
    }

    private async Task<string> UntilBrokenAsync() =>
        $"The function app has ended by itself; start again to go on where it stopped. {(await host.WorkerEnded).Message}";

    private T Started<T>(T part) where T : notnull
    {
        parts.Push(part);
        return part;
    }

    private Dictionary<string, string> AppSettings(string eventKey, LocalOptions options)
    {
        var all = new Dictionary<string, string>
        {
            ["ServiceBus"] = bus.ConnectionString,
            ["Tables"] = storage.ConnectionString,
            ["Exports"] = storage.ConnectionString,
            ["Results:LotKey"] = settings.LotKey!,
            ["SendGrid:Host"] = Mails.Address.GetLeftPart(UriPartial.Authority),
            ["SendGrid:ApiKey"] = settings.MailKey,
            ["SendGrid:EventPublicKey"] = eventKey,
            ["Mail:FromAddress"] = "learning@followup.example",
            ["Links:BaseUrl"] = Address.GetLeftPart(UriPartial.Authority),
            ["Links:KeyId"] = "local",
            ["Links:Keys:local"] = settings.LinkKey,
            ["WEBSITE_AUTH_ENABLED"] = "true",
        };
        if (Clock is SimulatedClock) all[ClockOfApp.Variable] = folder.File("clock");
        foreach (var setting in options.Settings ?? [])
        {
            var equals = setting.IndexOf('=', StringComparison.Ordinal);
            all[setting["--".Length..equals]] = setting[(equals + 1)..];
        }
        return all;
    }
}
