using System.Net;
using System.Net.Sockets;
using Followup.LocalWorker.Tests.SampleFunctions;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Followup.LocalWorker.Tests.Worker;

public sealed class BuilderTests : IAsyncDisposable
{
    private readonly string directory = Directory.CreateTempSubdirectory("localworker").FullName;
    private readonly LocalBus.LocalBusServer bus;

    public BuilderTests() => bus = WorkerHost.StartBus(directory);

    [Fact]
    public async Task An_app_is_built_once()
    {
        var builder = WorkerHost.Builder(WorkerHost.Settings(bus));
        using var app = builder.Build();
        Assert.Throws<InvalidOperationException>(() => builder.Build());
        await Task.CompletedTask;
    }

    [Fact]
    public void Variables_of_the_prefix_AZURE_FUNCTIONS_are_settings_which_the_command_line_overrides()
    {
        Environment.SetEnvironmentVariable("AZURE_FUNCTIONS_LocalWorkerTestA", "of the variable");
        Environment.SetEnvironmentVariable("AZURE_FUNCTIONS_LocalWorkerTestB", "of the variable");
        var settings = FunctionsApplication.CreateBuilder(["--LocalWorkerTestB=of the command line"]).Configuration;
        Assert.Equal("of the variable", settings["LocalWorkerTestA"]);
        Assert.Equal("of the command line", settings["LocalWorkerTestB"]);
    }

    [Fact]
    public void It_writes_no_log_of_its_own()
    {
        var builder = FunctionsApplication.CreateBuilder([]);
        Assert.DoesNotContain(builder.Services, service => service.ServiceType == typeof(ILoggerProvider));
    }

    [Theory]
    [InlineData("--ServiceBus=", "needs the setting ServiceBus (a connection string) or ServiceBus:fullyQualifiedNamespace.")]
    [InlineData("--NamedQueue", "NamedQueue")]
    [InlineData("--TimerSchedule", "TimerSchedule")]
    public async Task A_missing_setting_stops_the_start_with_its_name(string missing, string sentence)
    {
        var settings = WorkerHost.Settings(bus).Where(setting => !setting.StartsWith(missing, StringComparison.Ordinal));
        await using var app = (IAsyncDisposable)WorkerHost.Builder([.. settings]).Build();
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => ((IHost)app).StartAsync(WorkerHost.Ct));
        Assert.Contains(sentence, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_schedule_that_is_none_stops_the_start_with_the_functions_name()
    {
        await using var app = (IAsyncDisposable)WorkerHost.Builder(WorkerHost.Settings(bus, "--TimerSchedule=every day")).Build();
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => ((IHost)app).StartAsync(WorkerHost.Ct));
        Assert.Contains("'every day' of the function 'timer'", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_namespace_alone_is_a_connection_too()
    {
        var settings = WorkerHost.Settings(bus, "--ServiceBus:fullyQualifiedNamespace=localhost")
            .Where(setting => !setting.StartsWith("--ServiceBus=", StringComparison.Ordinal));
        await using var app = (IAsyncDisposable)WorkerHost.Builder([.. settings]).Build();
        await ((IHost)app).StartAsync(WorkerHost.Ct);
    }

    [Fact]
    public async Task A_taken_port_is_an_IOException_and_leaves_nobody_listening_to_the_bus()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;
        var app = WorkerHost.Builder(WorkerHost.Settings(bus, $"--LocalWorker:Port={port}")).Build();
        var failure = await Assert.ThrowsAsync<IOException>(() => app.StartAsync(WorkerHost.Ct));
        Assert.Contains($"127.0.0.1:{port}", failure.Message, StringComparison.Ordinal);
        var script = app.Services.GetRequiredService<Script>();
        await ((IAsyncDisposable)app).DisposeAsync();

        await using var client = new Azure.Messaging.ServiceBus.ServiceBusClient(bus.ConnectionString);
        await client.CreateSender("single-default").SendMessageAsync(new("for the next start"), WorkerHost.Ct);
        await client.CreateSender("batch-default").SendMessageAsync(new("for the next start"), WorkerHost.Ct);
        await Task.Delay(500, WorkerHost.Ct);
        Assert.Equal(0, script.Waiting("single-default") + script.Waiting("batch-default"));
    }

    public async ValueTask DisposeAsync()
    {
        await bus.DisposeAsync();
        Directory.Delete(directory, recursive: true);
    }
}
