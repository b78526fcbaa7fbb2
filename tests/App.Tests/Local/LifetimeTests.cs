using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Azure.Data.Tables;
using Followup.Local;
using NodaTime;

namespace Followup.Tests.Local;

/// <summary>However Local ends, nothing of it is left running, and the next start goes on where it stopped.</summary>
public sealed class LifetimeTests : IDisposable
{
    private readonly TempFolder temp = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => temp.Dispose();

    [Theory]
    [InlineData("TERM")]
    [InlineData("INT")]
    public async Task A_signal_stops_it_and_its_children(string signal)
    {
        using var local = LocalProcess.Start("--port", "0", "--data", temp.Path);
        using var functions = FunctionApp(await local.RunningAsync(Ct));
        using var azurite = Azurite();

        local.Signal(signal);

        Assert.Equal((0, ""), await local.EndAsync(Ct));
        Assert.True(azurite.HasExited);
        Assert.True(functions.HasExited);
    }

    [Fact]
    public async Task Killed_it_leaves_no_child_behind_and_no_row_is_lost()
    {
        JsonElement before;
        using (var local = LocalProcess.Start("--port", "0", "--data", temp.Path))
        {
            before = await local.RunningAsync(Ct);
            await Rows(before).CreateAsync(Ct);
            await Rows(before).AddEntityAsync(new TableEntity("a", "b"), Ct);
            using var azurite = Azurite();
            using var functions = FunctionApp(before);
            local.Signal("KILL");
            await local.EndAsync(Ct);
            await azurite.WaitForExitAsync(Ct).WaitAsync(TimeSpan.FromSeconds(30), Ct);
            await functions.WaitForExitAsync(Ct).WaitAsync(TimeSpan.FromSeconds(30), Ct);
        }

        using var again = LocalProcess.Start("--port", "0", "--data", temp.Path);
        var after = await again.RunningAsync(Ct);

        Assert.True((await Rows(after).GetEntityIfExistsAsync<TableEntity>("a", "b", cancellationToken: Ct)).HasValue);
        Assert.Equal(Key(before), Key(after));
    }

    [Fact]
    public async Task A_start_right_after_a_kill_waits_for_the_child_that_is_still_saving()
    {
        using var killed = LocalProcess.Start("--port", "0", "--data", temp.Path);
        await Rows(await killed.RunningAsync(Ct)).CreateAsync(Ct);
        using var first = Azurite();
        killed.Signal("KILL");

        using var again = LocalProcess.Start("--port", "0", "--data", temp.Path);
        var info = await again.RunningAsync(Ct);

        Assert.True(first.HasExited);
        await Rows(info).AddEntityAsync(new TableEntity("a", "b"), Ct);
    }

    [Fact]
    public async Task It_says_so_and_ends_when_its_child_dies()
    {
        using var local = LocalProcess.Start("--port", "0", "--data", temp.Path);
        await local.RunningAsync(Ct);

        Azurite().Kill();

        var (code, said) = await local.EndAsync(Ct);
        Assert.Equal(1, code);
        Assert.Contains("Azurite, the table storage, has ended by itself", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_says_so_and_ends_when_the_function_app_dies()
    {
        using var local = LocalProcess.Start("--port", "0", "--data", temp.Path);
        using var functions = FunctionApp(await local.RunningAsync(Ct));

        functions.Kill();

        var (code, said) = await local.EndAsync(Ct);
        Assert.Equal(1, code);
        Assert.Contains("The function app has ended by itself", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_note_of_its_child_that_a_kill_left_empty_does_no_harm()
    {
        File.WriteAllText(temp.File("azurite.pid"), "");

        await using var system = await StartAsync(simulated: null);

        Assert.NotEqual("", File.ReadAllText(temp.File("azurite.pid")));
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
        LocalSystem.StartAsync(new LocalOptions(temp.Path, Port: 0, SimulatedClock: simulated), TextWriter.Null, Ct);

    private Process Azurite() =>
        Process.GetProcessById(int.Parse(File.ReadAllText(temp.File("azurite.pid")).Split(' ')[0], CultureInfo.InvariantCulture));

    private static Process FunctionApp(JsonElement info) => Process.GetProcessById(info.GetProperty("functionAppProcessId").GetInt32());

    private static TableClient Rows(JsonElement info) => new TableServiceClient(info.GetProperty("tables").GetString()).GetTableClient("kept");

    private static string? Key(JsonElement info) => info.GetProperty("functionKey").GetString();
}
