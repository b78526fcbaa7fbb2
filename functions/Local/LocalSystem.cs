using Followup.Local.Azurite;
using Followup.Local.Clock;
using Followup.Local.Endpoints;
using Followup.Local.Mail;
using Followup.LocalBus;
using Followup.LocalWorker;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using NodaTime;

namespace Followup.Local;

/// <summary>The whole system in this process, but for Azurite, which is its child. Everything listens on loopback only.</summary>
public sealed class LocalSystem : IAsyncDisposable
{
    // what was started, to be stopped in the reverse order
    private readonly Stack<IAsyncDisposable> parts = [];
    private readonly DataFolder folder;
    private readonly LocalSettings settings;
    private LocalBusServer bus = null!;
    private AzuriteProcess azurite = null!;
    private MailEventSender events = null!;
    private IHost app = null!;
    private ClockWalk walk = null!;

    private LocalSystem(DataFolder folder, LocalOptions options)
    {
        this.folder = folder;
        settings = LocalSettings.Load(folder, options.SimulatedClock);
        Clock = settings.ClockAhead is { } ahead
            ? new SimulatedClock(ahead, further => (settings with { ClockAhead = further }).Save(folder))
            : TimeProvider.System;
        Address = new Uri($"http://127.0.0.1:{FreePort.Or(options.Port)}/");
    }

    public Uri Address { get; }
    public string FunctionKey => settings.FunctionKey;
    public string ServiceBusConnection => bus.ConnectionString;
    public string TablesConnection => azurite.ConnectionString;
    public string DataDirectory => folder.Path;
    public TimeProvider Clock { get; }
    public MailCatcher Mails { get; private set; } = null!;
    public IServiceProvider Services => app.Services;

    /// <summary>Completes if a part ends by itself.</summary>
    public Task Broken => azurite.Ended;

    /// <exception cref="CannotStartException">One sentence that says why, and what to do.</exception>
    public static async Task<LocalSystem> StartAsync(LocalOptions options, TextWriter progress, CancellationToken ct)
    {
        var folder = await DataFolder.OpenAsync(options.DataDirectory, ct);
        LocalSystem? system = null;
        try
        {
            system = new LocalSystem(folder, options);
            await system.StartPartsAsync(options, progress, ct);
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

    public Task DrainAsync(CancellationToken ct) => walk.DrainAsync(ct);

    /// <exception cref="InvalidOperationException">The system runs on the real clock.</exception>
    public Task<AdvanceReport> AdvanceAsync(Period by, CancellationToken ct) => walk.AdvanceAsync(by, ct);

    public async ValueTask DisposeAsync()
    {
        while (parts.TryPop(out var part)) await part.DisposeAsync();
        folder.Dispose();
    }

    private async Task StartPartsAsync(LocalOptions options, TextWriter progress, CancellationToken ct)
    {
        azurite = Started(await AzuriteProcess.StartAsync(folder, FreePort.Or(options.TablesPort), options.TablesInMemory, progress, ct));
        var logs = LoggerFactory.Create(logging => LocalLogging.Configure(logging, options.Verbose));
        try
        {
            bus = Started(LocalBusServer.Start(new(folder.File("bus.db"), options.BusPort, DeclaredQueues.All), Clock, logs));
        }
        catch (IOException e)
        {
            throw new CannotStartException(e.Message, e);
        }
        events = Started(new MailEventSender(Address, settings.MailEventKey));
        var box = new MailBox(folder);
        Mails = Started(await MailCatcher.StartAsync(settings.MailKey, box, events, Clock, ct));
        app = BuildApp(options);
        Started(new Stopping(app, logs, box));
        walk = new ClockWalk(Clock, bus, app.Services.GetRequiredService<FunctionTimers>(), events, Mails.Box);
        try
        {
            await app.StartAsync(ct);
        }
        catch (IOException e)
        {
            throw new CannotStartException($"Port {Address.Port} is taken by another program; choose another with --port.", e);
        }
        catch (OptionsValidationException e)
        {
            throw new CannotStartException($"A setting is not right: {string.Join(" ", e.Failures)}", e);
        }
    }

    private T Started<T>(T part) where T : IAsyncDisposable
    {
        parts.Push(part);
        return part;
    }

    private IHost BuildApp(LocalOptions options)
    {
        var builder = Program.CreateBuilder(
        [
            // a page of another site that has its name lead to this machine must not read the function key
            "--AllowedHosts=localhost;127.0.0.1;[::1]",
            $"--LocalWorker:Port={Address.Port}", $"--LocalWorker:FunctionKey={settings.FunctionKey}",
            $"--ServiceBus={bus.ConnectionString}", $"--Tables={azurite.ConnectionString}",
            $"--SendGrid:Host={Mails.Address.GetLeftPart(UriPartial.Authority)}", $"--SendGrid:ApiKey={settings.MailKey}",
            $"--SendGrid:EventPublicKey={events.PublicKey}", "--Mail:FromAddress=learning@followup.example",
            $"--Links:BaseUrl={Address.GetLeftPart(UriPartial.Authority)}", "--WEBSITE_AUTH_ENABLED=true", "--Links:KeyId=local", $"--Links:Keys:local={settings.LinkKey}",
            $"--Exports={azurite.ConnectionString}", $"--Exports:PseudonymKey={settings.PseudonymKey}",
            .. options.Settings ?? [],
        ]);
        builder.Services.AddSingleton(Clock);
        options.Services?.Invoke(builder.Services);
        builder.Services.AddSingleton<IHostLifetime, QuietLifetime>();
        builder.Services.AddSingleton<IStartupFilter>(new LocalEndpoints(this)).AddSingleton<IStartupFilter>(new LocalSignIn());
        LocalLogging.Configure(builder.Logging, options.Verbose);
        return builder.Build();
    }

    private sealed class Stopping(IHost app, ILoggerFactory logs, MailBox box) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await app.StopAsync();
            await ((IAsyncDisposable)app).DisposeAsync();
            logs.Dispose();
            box.Dispose();
        }
    }
}
