using Followup.LocalHost.Http;
using Followup.LocalHost.ServiceBus;
using Followup.LocalHost.Timer;
using Followup.LocalHost.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace Followup.LocalHost;

/// <summary>A Functions host for one machine: starts the app's worker, and brings it HTTP requests, messages and ticks of timers.</summary>
public sealed class FunctionsHost : IAsyncDisposable
{
    private readonly LockedMessages locked = new();
    private readonly FunctionsHostOptions options;
    private readonly ILoggerFactory logs;
    private readonly WorkerChannel channel;
    private RpcServer? rpc;
    private IWorker? worker;
    private HttpServer? http;
    private ServiceBusListener? bus;

    private FunctionsHost(FunctionsHostOptions options, ILoggerFactory logs) =>
        (this.options, this.logs, channel) = (options, logs, new WorkerChannel(logs));

    /// <summary>The address at which the functions answer.</summary>
    public Uri Address => http!.Address;

    public FunctionTimers Timers { get; private set; } = null!;

    /// <summary>Completes once the worker has ended, whether by itself or because the host stops.</summary>
    public Task<WorkerFailedException> WorkerEnded => worker!.Ended;

    public int WorkerProcessId => worker!.ProcessId;

    /// <summary>Returns once every function is loaded and every trigger listens.</summary>
    /// <exception cref="WorkerFailedException">The worker ended as it started.</exception>
    /// <exception cref="InvalidOperationException">A function cannot be loaded, or a setting that it names is missing.</exception>
    /// <exception cref="TimeoutException">The worker did not connect within a minute.</exception>
    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<FunctionsHost> StartAsync(
        FunctionsHostOptions options, StartWorker start, ILoggerFactory logs, CancellationToken ct)
    {
        var host = new FunctionsHost(options, logs);
        try
        {
            await host.StartPartsAsync(start, ct);
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    /// <summary>Takes no new request or message in, lets running invocations finish, then ends the worker.</summary>
    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(bus?.DisposeAsync().AsTask() ?? Task.CompletedTask, Timers?.DisposeAsync().AsTask() ?? Task.CompletedTask);
        if (http is not null) await http.DisposeAsync();
        channel.Terminate(options.ShutdownTimeout);
        if (worker is not null) await worker.DisposeAsync();
        if (rpc is not null) await rpc.DisposeAsync();
    }

    private async Task StartPartsAsync(StartWorker start, CancellationToken ct)
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection(options.Settings!).Build();
        var host = HostJson.Read(options.AppDirectory, settings);
        rpc = await RpcServer.StartAsync(channel, locked, ct);
        worker = await start(new(rpc.Address, options.AppDirectory, options.Settings, options.ShutdownTimeout), ct);
        var functions = Function.Of(await UnlessEnded(channel.StartAsync(options.AppDirectory, ct)), settings);
        Timers = new(functions, channel, options.Clock, logs, options.ShutdownTimeout);
        bus = new(channel, locked, host, settings, logs, options.ShutdownTimeout);
        await UnlessEnded(WorkerWebServer.ListensAsync(channel.HttpUri, ct));
        http = await HttpServer.StartAsync(functions, channel, host, options, logs, ct);
        await bus.StartAsync(functions);
        Timers.Start();
    }

    private async Task<T> UnlessEnded<T>(Task<T> starting) =>
        await Task.WhenAny(starting, worker!.Ended) == worker.Ended ? throw await worker.Ended : await starting;
}
