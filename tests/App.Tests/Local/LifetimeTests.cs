using System.Diagnostics;
using Azure.Data.Tables;
using Followup.Local;
using NodaTime;

namespace Followup.Tests.Local;

/// <summary>However Local ends, nothing of it is left running, and the next start goes on where it stopped.</summary>
public sealed class LifetimeTests : IDisposable
{
    private readonly TemporaryFolder temp = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => temp.Dispose();

    [Theory]
    [InlineData("TERM")]
    [InlineData("INT")]
    public async Task A_signal_stops_it_and_its_child(string signal)
    {
        await using var local = await LocalProcess.StartAsync(temp.Path);
        using var functions = FunctionApp(local);

        local.Signal(signal);

        var end = await local.EndAsync();
        Assert.Equal((0, ""), (end.ExitCode, end.Errors));
        Assert.True(functions.HasExited);
    }

    [Fact]
    public async Task Killed_it_leaves_no_child_behind_and_no_row_is_lost()
    {
        await using var killed = await LocalProcess.StartAsync(temp.Path);
        await Rows(killed).CreateAsync(Ct);
        await Rows(killed).AddEntityAsync(new TableEntity("a", "b"), Ct);
        using (var functions = FunctionApp(killed))
        {
            killed.Signal("KILL");
            await killed.EndAsync();
            await functions.WaitForExitAsync(Ct).WaitAsync(TimeSpan.FromSeconds(30), Ct);
        }

        await using var again = await LocalProcess.StartAsync(temp.Path);

        Assert.True((await Rows(again).GetEntityIfExistsAsync<TableEntity>("a", "b", cancellationToken: Ct)).HasValue);
        Assert.Equal(Key(killed), Key(again));
    }

    [Fact]
    public async Task It_says_so_and_ends_when_the_function_app_dies()
    {
        await using var local = await LocalProcess.StartAsync(temp.Path);
        using var process = FunctionApp(local);

        process.Kill();

        var end = await local.EndAsync();
        Assert.Equal(1, end.ExitCode);
        Assert.Contains("The function app has ended by itself", end.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_simulated_clock_goes_on_from_where_it_was()
    {
        DateTimeOffset jumped;
        await using (var system = await StartAsync(simulated: true))
            jumped = (await system.AdvanceAsync(Period.FromDays(1), Ct)).Now;

        await using var again = await StartAsync(simulated: null);

        Assert.True(again.Clock.GetUtcNow() >= jumped);
    }

    [Fact]
    public async Task On_the_real_clock_there_is_no_jumping()
    {
        await using var system = await StartAsync(simulated: null);
        using var http = new HttpClient { BaseAddress = system.Address };

        using var answer = await http.PostAsync("/_local/clock/advance?by=P42D", null, Ct);

        Assert.Equal(System.Net.HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Contains("--clock simulated", await answer.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        Assert.Same(TimeProvider.System, system.Clock);
    }

    private Task<LocalSystem> StartAsync(bool? simulated) =>
        LocalSystem.StartAsync(new LocalOptions(temp.Path, Port: 0, SimulatedClock: simulated), Ct);

    private static Process FunctionApp(LocalProcess local) =>
        Process.GetProcessById(local.Info.GetProperty("functionAppProcessId").GetInt32());

    private static TableClient Rows(LocalProcess local) =>
        new TableServiceClient(local.Info.GetProperty("tables").GetString()).GetTableClient("kept");

    private static string? Key(LocalProcess local) => local.Info.GetProperty("functionKey").GetString();
}
