using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Net;
using Followup.Local;
using Followup.Local.Demo;
using Spectre.Console;

const int CannotStart = 1, BadUsage = 2;

var port = new Option<int>("--port")
{
    Description = "Port of the functions; of a demo a free one unless given",
    DefaultValueFactory = _ => 7071,
};
var busPort = new Option<int>("--bus-port") { Description = "Port of the bus; a free one unless given" };
var tablesPort = new Option<int>("--tables-port") { Description = "Port of the tables; a free one unless given" };
var data = new Option<string>("--data")
{
    Description = "Folder in which everything is kept; of a demo .followup/demo unless given",
    DefaultValueFactory = _ => ".followup",
};
var clock = new Option<string?>("--clock") { Description = "system or simulated; kept with the data" };
clock.AcceptOnlyFromAmong("system", "simulated");
var app = new Option<string?>("--app") { Description = "Folder of another built or published function app than the one built with this" };
foreach (var folder in (Option[])[data, app])
{
    folder.Validators.Add(result =>
    {
        if (result.Tokens is [{ Value: "" }]) result.AddError($"{folder.Name} must name a folder.");
    });
}
var verbose = new Option<bool>("--verbose") { Description = "Log what is done, not only what goes wrong" };
foreach (var number in (Option<int>[])[port, busPort, tablesPort])
{
    number.Validators.Add(result =>
    {
        if (Number(result) is < 0 or > 65535) result.AddError($"{number.Name} must be from 0 (a free one) to 65535.");
    });
}

var people = new Option<int>("--people") { Description = "How many people complete the program", DefaultValueFactory = _ => 40 };
people.Validators.Add(result =>
{
    if (Number(result) is < 1 or > 100_000) result.AddError("--people must be from 1 to 100000.");
});
var organization = new Option<int>("--organization")
{
    Description = "Instead, fill the tables with an organization of twenty programs and so many completions, to look at results",
};
organization.Validators.Add(result =>
{
    if (Number(result) is < 1 or > 1_000_000) result.AddError("--organization must be from 1 to 1000000.");
});
var json = new Option<bool>("--json") { Description = "Print only a summary, as JSON" };
var keep = new Option<bool>("--keep") { Description = "Leave the system running afterwards, to look around" };
var demo = new Command("demo", "Runs a whole cohort through its six weeks, on a simulated clock and real everything else")
{
    people, organization, json, keep,
};
var root = new RootCommand("Followup on this machine: functions, bus, tables and mail catcher") { demo };
foreach (var option in (Option[])[port, busPort, tablesPort, data, clock, app, verbose])
{
    option.Recursive = true;
    root.Add(option);
}

root.SetAction((parsed, ct) => RunAsync(ct, async () =>
{
    var simulated = parsed.GetValue(clock) switch { null => (bool?)null, var mode => mode == "simulated" };
    var options = Options(parsed, parsed.GetValue(data)!, parsed.GetValue(port), simulated);
    await using var system = await LocalSystem.StartAsync(options, ct);
    await UnlessBrokenAsync(system, FirstPageAsync(system, ct));
    StartScreen.Show(AnsiConsole.Console, system);
    await UntilStoppedAsync(system, ct);
}));
demo.SetAction((parsed, ct) =>
{
    var quiet = parsed.GetValue(json);
    return RunAsync(ct, async () =>
    {
        // its own folder and a free port unless told otherwise: a demo beside a running system must not mix with it
        var givenFolder = parsed.GetValue(data)!;
        var folder = parsed.GetResult(data) is { Implicit: false } ? givenFolder : FreshDemoFolder(givenFolder);
        var functionsPort = parsed.GetResult(port) is { Implicit: false } ? parsed.GetValue(port) : 0;
        var options = Options(parsed, folder, functionsPort, simulated: true);
        await using var system = await LocalSystem.StartAsync(options, ct);
        if (parsed.GetValue(organization) is > 0 and var completions)
        {
            await new OrganizationSeed(system).RunAsync(completions, ct);
            StartScreen.Show(AnsiConsole.Console, system);
            if (parsed.GetValue(keep)) await UntilStoppedAsync(system, ct);
            return;
        }
        var report = quiet ? DemoReport.Silent : new DemoReport(AnsiConsole.Console);
        var summary = await UnlessBrokenAsync(system, new DemoRun(system, parsed.GetValue(people), report).RunAsync(ct));
        if (quiet) Console.WriteLine(DemoReport.Json(summary));
        if (!parsed.GetValue(keep)) return;
        if (!quiet) StartScreen.Show(AnsiConsole.Console, system);
        await UntilStoppedAsync(system, ct);
    });
});

var command = root.Parse(args);
if (command.Errors.Count > 0)
{
    foreach (var error in command.Errors) Console.Error.WriteLine(error.Message);
    Console.Error.WriteLine("Run it with --help to see the options.");
    return BadUsage;
}
// long enough to stop every part in order after Ctrl-C
return await command.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(60) });

LocalOptions Options(ParseResult parsed, string folder, int functionsPort, bool? simulated) => new(
    folder,
    functionsPort,
    parsed.GetValue(busPort),
    parsed.GetValue(tablesPort),
    simulated,
    parsed.GetValue(verbose),
    AppDirectory: parsed.GetValue(app));

// a value that is no number at all is refused by the parser itself
static int? Number(OptionResult result) =>
    int.TryParse(result.Tokens is [.., var given] ? given.Value : null, CultureInfo.InvariantCulture, out var number) ? number : null;

static string FreshDemoFolder(string data)
{
    var folder = Path.Combine(data, "demo");
    if (Directory.Exists(folder))
    {
        DataFolder.Open(folder).Dispose(); // refuses if a demo that was left running holds it
        Directory.Delete(folder, recursive: true);
    }
    return folder;
}

// compiles what every page needs before anybody is told that it is running
static async Task<HttpStatusCode> FirstPageAsync(LocalSystem system, CancellationToken ct)
{
    using var http = new HttpClient();
    using var page = await http.GetAsync(system.Address, ct);
    return page.StatusCode;
}

static async Task UntilStoppedAsync(LocalSystem system, CancellationToken ct)
{
    var stopped = new TaskCompletionSource<bool>();
    await using var _ = ct.Register(() => stopped.SetResult(true));
    await UnlessBrokenAsync(system, stopped.Task);
}

static async Task<T> UnlessBrokenAsync<T>(LocalSystem system, Task<T> work) =>
    await Task.WhenAny(work, system.Broken) == system.Broken ? throw new CannotStartException(await system.Broken) : await work;

static async Task<int> RunAsync(CancellationToken ct, Func<Task> run)
{
    try
    {
        await run();
        return 0;
    }
    catch (CannotStartException e)
    {
        await Console.Error.WriteLineAsync(e.Message);
        return CannotStart;
    }
    catch (OperationCanceledException) when (ct.IsCancellationRequested)
    {
        return 0;
    }
}
