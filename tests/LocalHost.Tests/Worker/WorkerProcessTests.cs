using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Azure.Messaging.ServiceBus;
using Followup.LocalHost.Worker;
using Microsoft.Extensions.Logging.Abstractions;

namespace Followup.LocalHost.Tests.Worker;

/// <summary>The sample app as a process of its own, started as the Functions host starts it.</summary>
public sealed class WorkerProcessTests : IAsyncDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly LocalBus.LocalBusServer bus;

    public WorkerProcessTests() => bus = TestHost.StartBus(folder);

    [Fact]
    public async Task It_answers_takes_messages_and_ends_with_its_host()
    {
        var host = await StartAsync();
        using var http = new HttpClient { BaseAddress = host.Address };
        var about = await http.GetFromJsonAsync<JsonElement>("/api/process", TestHost.Ct);
        Assert.NotEqual(Environment.ProcessId, about.GetProperty("processId").GetInt32());
        Assert.Equal("dotnet-isolated", about.GetProperty("runtime").GetString());
        Assert.Equal("of the app", about.GetProperty("nested").GetString());

        await using var client = new ServiceBusClient(bus.ConnectionString);
        await client.CreateSender("unsaid").SendMessageAsync(new("hello"), TestHost.Ct);
        await TestHost.EventuallyAsync(() => bus.Counts().All(queue => queue is { Active: 0, Locked: 0, DeadLettered: 0 }));

        using var worker = Process.GetProcessById(about.GetProperty("processId").GetInt32());
        await host.DisposeAsync();
        Assert.True(worker.HasExited);
    }

    [Fact]
    public async Task Ctrl_C_does_not_end_it_before_its_host()
    {
        await using var host = await StartAsync();
        using var http = new HttpClient { BaseAddress = host.Address };
        var about = await http.GetFromJsonAsync<JsonElement>("/api/process", TestHost.Ct);
        await Command.RunAsync("kill", ["-INT", $"{about.GetProperty("processId").GetInt32()}"]);
        await Task.Delay(500, TestHost.Ct);
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync(new Uri("/api/by-name", UriKind.Relative), TestHost.Ct)).StatusCode);
    }

    [Fact]
    public async Task Its_end_is_told_and_whoever_waits_gets_an_answer()
    {
        await using var host = await StartAsync();
        using var http = new HttpClient { BaseAddress = host.Address };
        using var answer = await http.GetAsync(new Uri("/api/dies", UriKind.Relative), TestHost.Ct);
        Assert.True(answer.StatusCode is HttpStatusCode.InternalServerError or HttpStatusCode.BadGateway, $"{answer.StatusCode}");
        Assert.Equal("It ended with code 3.", (await host.WorkerEnded.WaitAsync(TimeSpan.FromSeconds(15), TestHost.Ct)).Message);
    }

    [Theory]
    [InlineData("unsaid")]
    [InlineData("unsaid-batch")]
    public async Task Messages_outlive_it(string queue)
    {
        await using var client = new ServiceBusClient(bus.ConnectionString);
        await using (var host = await StartAsync())
        {
            using var worker = Process.GetProcessById(host.WorkerProcessId);
            worker.Kill();
            await host.WorkerEnded;
            var messages = Enumerable.Range(0, 40).Select(_ => new ServiceBusMessage("x"));
            await client.CreateSender(queue).SendMessagesAsync(messages, TestHost.Ct);
            await TestHost.EventuallyAsync(() => Counts().Locked > 0);
            await Task.Delay(500, TestHost.Ct);
        }
        Assert.Equal((40, 0), (Counts().Active + Counts().Locked, Counts().DeadLettered));

        LocalBus.QueueCounts Counts() => bus.Counts().Single(counts => counts.Queue == queue);
    }

    [Fact]
    public async Task One_that_cannot_start_says_why()
    {
        var failure = await Assert.ThrowsAsync<WorkerFailedException>(() => StartAsync(("SayNo", "The reason: it rains.")));
        Assert.Equal(("System.InvalidOperationException", "The reason: it rains."), (failure.Type, failure.Message));
    }

    [Theory]
    [InlineData("Unhandled exception. A.B: a sentence.\n   at C.D()", "A.B", "a sentence.")]
    [InlineData("Unhandled exception. A.B: two\nlines\n ---> E.F: inner\n   at C.D()", "A.B", "two\nlines")]
    [InlineData("a line before\nUnhandled exception. A.B: without a trace", "A.B", "without a trace")]
    [InlineData("You must install .NET", "", "It ended with code 134. You must install .NET")]
    [InlineData("", "", "It ended with code 134.")]
    public void Its_last_lines_on_standard_error_are_its_reason(string errors, string type, string message)
    {
        var failure = WorkerFailedException.Of(134, errors);
        Assert.Equal((type, message), (failure.Type, failure.Message));
    }

    public async ValueTask DisposeAsync()
    {
        await bus.DisposeAsync();
        folder.Dispose();
    }

    private Task<FunctionsHost> StartAsync(params (string Name, string Value)[] more)
    {
        var settings = new Dictionary<string, string>
        {
            ["ServiceBus"] = bus.ConnectionString,
            ["NamedQueue"] = "named",
            ["TimerSchedule"] = "0 0 0 1 1 *",
            ["Some:Setting"] = "of the app",
        };
        foreach (var (name, value) in more) settings[name] = value;
        var options = new FunctionsHostOptions(AppContext.BaseDirectory, settings, 0, TestHost.Key, TimeProvider.System);
        return FunctionsHost.StartAsync(options, WorkerProcess.With(), NullLoggerFactory.Instance, TestHost.Ct);
    }
}
