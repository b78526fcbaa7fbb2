using System.Collections.Concurrent;
using System.Net;
using Azure.Messaging.ServiceBus;
using Followup.LocalBus;
using Followup.LocalHost.Timer;
using Followup.LocalHost.Worker;
using Followup.SampleApp;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Followup.LocalHost.Tests;

/// <summary>The sample app on the genuine worker, in this process, under a host on a free port, with a bus of its own.</summary>
public sealed class TestHost : IAsyncDisposable
{
    public const string Key = "the-function-key", KeyIsFoundAt = "It is in the test.";

    private readonly TemporaryFolder folder = new();
    private FunctionsHost? host;

    private TestHost()
    {
        Bus = StartBus(folder);
        Client = new(Bus.ConnectionString);
    }

    public static CancellationToken Ct => TestContext.Current.CancellationToken;

    public LocalBusServer Bus { get; }
    public ServiceBusClient Client { get; }
    public Script Script { get; } = new();
    public RecordedLogs Logs { get; } = new();
    public HttpClient Http { get; } = new(new SocketsHttpHandler { AllowAutoRedirect = false });
    public FunctionTimers Timers => host!.Timers;

    public static LocalBusServer StartBus(TemporaryFolder folder)
    {
        var queues = BusFunctions.Queues.Select(name => new QueueSettings(name, TimeSpan.FromSeconds(30), MaxDeliveryCount: 3));
        return LocalBusServer.Start(new(folder.File("bus.db"), 0, [.. queues]), TimeProvider.System, NullLoggerFactory.Instance);
    }

    public static Task<TestHost> StartAsync(params (string Name, string? Value)[] settings) => StartAsync(new Setup(), settings);

    /// <param name="settings">They win over the settings that every sample function needs; one of null is taken away.</param>
    public static async Task<TestHost> StartAsync(Setup setup, params (string Name, string? Value)[] settings)
    {
        var started = new TestHost();
        try
        {
            await started.StartHostAsync(setup, settings);
            return started;
        }
        catch
        {
            await started.DisposeAsync();
            throw;
        }
    }

    public async Task<(HttpStatusCode Status, string Body)> GetAsync(string path) => await SendAsync(HttpMethod.Get, path);

    public async Task<(HttpStatusCode Status, string Body)> SendAsync(HttpMethod method, string path)
    {
        using var request = new HttpRequestMessage(method, path);
        using var response = await Http.SendAsync(request, Ct);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(Ct));
    }

    public Task SendAsync(string queue, params string[] ids) =>
        Client.CreateSender(queue).SendMessagesAsync(ids.Select(id => new ServiceBusMessage($"body of {id}") { MessageId = id }), Ct);

    /// <summary>The messages of the next batches that this function gets, until there are this many.</summary>
    public async Task<IReadOnlyList<ServiceBusReceivedMessage>> ReceiveAsync(string function, int count)
    {
        var messages = new List<ServiceBusReceivedMessage>();
        while (messages.Count < count) messages.AddRange((await Script.CallAsync<Batch>(function)).Messages);
        return messages;
    }

    public QueueCounts Counts(string queue) => Bus.Counts().Single(counts => counts.Queue == queue);

    /// <summary>Stops the functions; the bus goes on.</summary>
    public async Task StopAsync()
    {
        if (Interlocked.Exchange(ref host, null) is { } running) await running.DisposeAsync();
    }

    /// <summary>Waits for a change that nothing announces: a settlement's arrival in the bus, the end of a run.</summary>
    public static async Task EventuallyAsync(Func<bool> holds)
    {
        for (var tries = 0; !holds(); tries++)
        {
            Assert.True(tries < 1000, "It does not come true.");
            await Task.Delay(10, Ct);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Http.Dispose();
        await Client.DisposeAsync();
        await Bus.DisposeAsync();
        folder.Dispose();
    }

    private async Task StartHostAsync(Setup setup, (string Name, string? Value)[] settings)
    {
        var all = new Dictionary<string, string>
        {
            ["ServiceBus"] = Bus.ConnectionString,
            ["NamedQueue"] = "named",
            ["TimerSchedule"] = "0 0 0 1 1 *",
        };
        foreach (var (name, value) in settings)
        {
            if (value is null) all.Remove(name);
            else all[name] = value;
        }
        var logs = LoggerFactory.Create(logging => logging.AddProvider(Logs));
        var options = new FunctionsHostOptions(AppContext.BaseDirectory, all, setup.Port, setup.Key, setup.Clock, setup.Web)
        {
            FunctionKeyIsFoundAt = KeyIsFoundAt,
            ShutdownTimeout = setup.ShutdownTimeout,
        };
        var start = InProcessWorker.With(typeof(Program).Assembly, Program.CreateBuilder, AddServices, _ => { });
        host = await FunctionsHost.StartAsync(options, start, logs, Ct);
        Http.BaseAddress = host.Address;

        void AddServices(IServiceCollection services)
        {
            services.AddSingleton(Script).AddSingleton(setup.Clock);
            setup.Services?.Invoke(services);
        }
    }

    /// <summary>The options of a host that a test may want otherwise.</summary>
    public sealed record Setup
    {
        public int Port { get; init; }
        public string Key { get; init; } = TestHost.Key;
        public TimeProvider Clock { get; init; } = TimeProvider.System;
        public TimeSpan ShutdownTimeout { get; init; } = TimeSpan.FromSeconds(30);
        public Action<WebApplicationBuilder>? Web { get; init; }

        /// <summary>Adds to the app's own services.</summary>
        public Action<IServiceCollection>? Services { get; init; }
    }

    /// <summary>The log lines of the host and of the worker, from a warning on.</summary>
    public sealed class RecordedLogs : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel)) Lines.Enqueue($"{formatter(state, exception)} {exception?.Message}");
        }

        public void Dispose()
        {
        }
    }
}

/// <summary>One host for all tests of a class that only call it over HTTP.</summary>
public sealed class SharedHost : IAsyncLifetime
{
    public TestHost Host { get; private set; } = default!;

    public async ValueTask InitializeAsync() => Host = await TestHost.StartAsync();

    public ValueTask DisposeAsync() => Host.DisposeAsync();
}
