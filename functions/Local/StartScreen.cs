using Followup.Local.Clock;
using Spectre.Console;

namespace Followup.Local;

/// <summary>What a newcomer needs after the start, on one screen.</summary>
internal static class StartScreen
{
    public static void Show(IAnsiConsole console, LocalSystem system)
    {
        console.WriteLine();
        console.MarkupLine("[bold]Followup is running.[/] Ctrl-C stops it; a restart goes on where it stopped.");
        console.WriteLine();
        console.Write(Facts(system));
        console.WriteLine();
        console.MarkupLine("[bold]Try next[/]");
        // written straight, not through a layout: to be copied, the commands must not be wrapped
        foreach (var command in Commands(system)) console.Profile.Out.Writer.WriteLine("  " + command);
    }

    private static Grid Facts(LocalSystem system)
    {
        var busPort = system.ServiceBusConnection.Split(':')[2].Split(';')[0];
        var tables = system.TablesConnection.Split("TableEndpoint=")[1].Split(';')[0];
        var clock = system.Clock is SimulatedClock
            ? $"simulated, {system.Clock.GetUtcNow():yyyy-MM-dd HH:mm} UTC"
            : "the real one; start with --clock simulated to jump ahead";

        var grid = new Grid().AddColumn(new GridColumn().NoWrap().PadRight(3)).AddColumn();
        Row("Functions", $"{system.Address}");
        Row("Inbox", $"{system.Address}_local/   every mail that goes out; none leaves this machine");
        Row("Service Bus", $"127.0.0.1:{busPort}   connection strings: {system.Address}_local/info");
        Row("Tables", tables);
        Row("Function key", system.FunctionKey);
        Row("Data", system.DataDirectory);
        Row("Clock", clock);
        return grid;

        void Row(string name, string value) => grid.AddRow(new Text(name, new Style(decoration: Decoration.Bold)), new Text(value));
    }

    private static IEnumerable<string> Commands(LocalSystem system)
    {
        var api = $"{system.Address}api";
        var key = $"-H 'x-functions-key: {system.FunctionKey}'";
        const string Json = "-H 'content-type: application/json'", Csv = "-H 'content-type: text/csv'";
        const string Samples = "@functions/Local/samples";
        var completion = $$"""{"program":"ai-eval","learner":"e17","completedAt":"{{system.Clock.GetUtcNow():yyyy-MM-dd}}"}""";

        yield return "dotnet run --project functions/Local -- demo      a whole cohort, six weeks in a minute";
        yield return $"curl -X PUT {api}/programs/ai-eval {key} {Json} -d {Samples}/program.json";
        yield return $"curl {api}/people/import {key} {Csv} --data-binary {Samples}/people.csv";
        yield return $"curl {api}/completions {key} {Json} -d '{completion}'";
        if (system.Clock is SimulatedClock) yield return $"curl -X POST '{system.Address}_local/clock/advance?by=P45D'";
    }
}
