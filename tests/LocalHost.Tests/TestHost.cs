using System.Net;
using Azure.Messaging.ServiceBus;
using Followup.LocalBus;
using Followup.LocalWorker.Tests.SampleFunctions;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Followup.LocalWorker.Tests;

/// <summary>This assembly's sample functions on a free port, with a bus of their own.</summary>
public sealed class WorkerHost : IAsyncDisposable
{
    public const string Key = "the-function-key";

    private readonly string directory;

    private WorkerHost(string directory, LocalBusServer bus, IHost app)
    {
        (this.directory, Bus, App) = (directory, bus, app);
        Client = new(bus.ConnectionString);
        Script = app.Services.GetRequiredService<Script>();
        Timers = app.Services.GetRequiredService<FunctionTimers>();
    }

    public static CancellationToken Ct => TestContext.Current.CancellationToken;

    public IHost App { get; }
    public LocalBusServer Bus { get; }
    public ServiceBusClient Client { get; }
    public Script Script { get; }
    public FunctionTimers Timers { get; }
    public IEnumerable<string> Warnings => App.Services.GetRequiredService<RecordedLogs>().Lines;
    public HttpClient Http { get; } = new(new SocketsHttpHandler { AllowAutoRedirect = false });

    /// <summary>The settings of every sample function; what is given later wins.</summary>
    public static string[] Settings(LocalBusServer bus, params string[] more) =>
    [
        "--LocalWorker:Port=0", $"--LocalWorker:FunctionKey={Key}", $"--ServiceBus={bus.ConnectionString}", "--NamedQueue=named",
        "--TimerSchedule=0 0 0 1 1 *", .. more,
    ];

    public static LocalBusServer StartBus(string directory) => LocalBusServer.Start(
        new(Path.Combine(directory, "bus.db"), 0,
        [
            .. new[] { "single-default", "single-manual", "single-auto", "batch-default", "batch-manual", "named" }
                .Select(name => new QueueSettings(name, TimeSpan.FromSeconds(30), MaxDeliveryCount: 3)),
        ]),
        TimeProvider.System, NullLoggerFactory.Instance);

    public static FunctionsApplicationBuilder Builder(params string[] settings)
    {
        var builder = FunctionsApplication.CreateBuilder(settings).ConfigureFunctionsWebApplication();
        builder.Services.AddSingleton<Script>().AddScoped<Scoped>().AddSingleton<RecordedLogs>()
            .AddSingleton<ILoggerProvider>(provider => provider.GetRequiredService<RecordedLogs>());
        return builder;
    }

    public static async Task<WorkerHost> StartAsync(Action<FunctionsApplicationBuilder>? configure = null, params string[] settings)
    {
        var directory = Directory.CreateTempSubdirectory("localworker").FullName;
        var bus = StartBus(directory);
        var builder = Builder(Settings(bus, settings));
        configure?.Invoke(builder);
        var host = new WorkerHost(directory, bus, builder.Build());
        await host.App.StartAsync(Ct);
        var addresses = host.App.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>();
        host.Http.BaseAddress = new(addresses.Addresses.Single());
        return host;
    }

    public async Task<(HttpStatusCode Status, string Body)> GetAsync(string path)
    {
        using var response = await Http.GetAsync(new Uri(path, UriKind.Relative), Ct);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(Ct));
    }

    public async Task<(HttpStatusCode Status, string Body)> SendAsync(HttpMethod method, string path)
    {
        using var request = new HttpRequestMessage(method, path);
        using var response = await Http.SendAsync(request, Ct);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(Ct));
    }

    public Task SendAsync(string queue, params string[] ids) =>
        Client.CreateSender(queue).SendMessagesAsync(
            ids.Select(id => new ServiceBusMessage($"body of {id}") { MessageId = id }), Ct);

    public QueueCounts Counts(string queue) => Bus.Counts().Single(counts => counts.Queue == queue);

    /// <summary>For what nothing announces: a settlement's arrival in the bus, the end of a run.</summary>
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
        await App.StopAsync();
        await ((IAsyncDisposable)App).DisposeAsync();
        Http.Dispose();
        await Client.DisposeAsync();
        await Bus.DisposeAsync();
        Directory.Delete(directory, recursive: true);
    }
}

/// <summary>One host for all tests of a class that only call it over HTTP.</summary>
public sealed class SharedHost : IAsyncLifetime
{
    public WorkerHost Host { get; private set; } = default!;

    public async ValueTask InitializeAsync() => Host = await WorkerHost.StartAsync();

    public ValueTask DisposeAsync() => Host.DisposeAsync();
}
