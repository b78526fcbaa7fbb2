using System.Net;

namespace Followup.LocalHost.Tests;

public sealed class StartTests
{
    [Theory]
    [InlineData("ServiceBus", "needs the setting ServiceBus (a connection string) or ServiceBus:fullyQualifiedNamespace.")]
    [InlineData("NamedQueue", "The setting NamedQueue, named by the function 'named', is not set.")]
    [InlineData("TimerSchedule", "The setting TimerSchedule, named by the function 'timer', is not set.")]
    public async Task A_missing_setting_stops_the_start_with_its_name(string missing, string sentence)
    {
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => TestHost.StartAsync(new TestHost.Setup(), (missing, null)));
        Assert.Contains(sentence, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_schedule_that_is_none_stops_the_start_with_the_functions_name()
    {
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => TestHost.StartAsync(("TimerSchedule", "every day")));
        Assert.Contains("'every day' of the function 'timer'", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_namespace_alone_is_a_connection_too()
    {
        await using var host = await TestHost.StartAsync(
            new TestHost.Setup { ShutdownTimeout = TimeSpan.FromSeconds(1) },
            ("ServiceBus", null), ("ServiceBus:fullyQualifiedNamespace", "localhost"));
        Assert.Equal(HttpStatusCode.OK, (await host.GetAsync("/api/by-name")).Status);
    }

    [Fact]
    public async Task A_taken_port_is_an_IOException_and_leaves_nobody_listening_to_the_bus()
    {
        using var taken = new TakenPort();
        await using var running = await TestHost.StartAsync();
        await running.StopAsync();
        var failure = await Assert.ThrowsAsync<IOException>(
            () => TestHost.StartAsync(new TestHost.Setup { Port = taken.Number }, ("ServiceBus", running.Bus.ConnectionString)));
        Assert.Contains($"127.0.0.1:{taken.Number}", failure.Message, StringComparison.Ordinal);

        await running.SendAsync("unsaid", "for the next start");
        await Task.Delay(500, TestHost.Ct);
        Assert.True(running.Counts("unsaid") is { Active: 1, Locked: 0 });
    }
}
