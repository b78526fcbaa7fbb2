using Spectre.Console;

namespace Followup.Local;

/// <summary>What a newcomer needs after the start, on one screen.</summary>
internal static class StartScreen
{
    public static void Show(IAnsiConsole console, LocalSystem system)
    {
        var simulated = system.Clock is Clock.SimulatedClock;
        var grid = new Grid().AddColumn(new GridColumn().NoWrap().PadRight(3)).AddColumn();
        Row("Functions", $"{system.Address}");
        Row("Inbox", $"{system.Address}_local/   every mail that goes out; none leaves this machine");
        Row("Service Bus", $"127.0.0.1:{system.ServiceBusConnection.Split(':')[2].Split(';')[0]}   connection strings: {system.Address}_local/info");
        Row("Tables", $"{system.TablesConnection.Split("TableEndpoint=")[1].Split(';')[0]}");
        Row("Function key", system.FunctionKey);
        Row("Data", system.DataDirectory);
        Row("Clock", simulated ? $"simulated, {system.Clock.GetUtcNow():yyyy-MM-dd HH:mm} UTC" : "the real one; start with --clock simulated to jump ahead");
        console.WriteLine();
        console.MarkupLine("[bold]Followup is running.[/] Ctrl-C stops it; a restart goes on where it stopped.");
        console.WriteLine();
        console.Write(grid);
        console.WriteLine();
        console.MarkupLine("[bold]Try next[/]");
        // written straight, not through a layout: to be copied, they must not be wrapped
        foreach (var line in (string[])
            [
                "dotnet run --project functions/Local -- demo      a whole cohort, six weeks in a minute",
                $"curl -X PUT {system.Address}api/programs/ai-eval -H 'x-functions-key: {system.FunctionKey}' -H 'content-type: application/json' -d @functions/Local/samples/program.json",
                $"curl {system.Address}api/people/import -H 'x-functions-key: {system.FunctionKey}' -H 'content-type: text/csv' --data-binary @functions/Local/samples/people.csv",
                $"curl {system.Address}api/completions -H 'x-functions-key: {system.FunctionKey}' -H 'content-type: application/json' -d '{{\"program\":\"ai-eval\",\"learner\":\"e17\",\"completedAt\":\"{system.Clock.GetUtcNow():yyyy-MM-dd}\"}}'",
                .. simulated ? [$"curl -X POST '{system.Address}_local/clock/advance?by=P44D'"] : Array.Empty<string>(),
            ])
            console.Profile.Out.Writer.WriteLine("  " + line);

        void Row(string what, string where) => grid.AddRow(new Text(what, new Style(decoration: Decoration.Bold)), new Text(where));
    }
}
