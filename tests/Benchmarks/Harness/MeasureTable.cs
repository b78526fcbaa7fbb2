using System.Globalization;
using Spectre.Console;

namespace Followup.Benchmarks.Harness;

/// <summary>Measures for people: one line each, in the width that it takes.</summary>
internal static class MeasureTable
{
    public static void Show(IReadOnlyList<Measure> measures)
    {
        var table = new Table().Border(TableBorder.MinimalHeavyHead).AddColumn("");
        foreach (var title in (string[])["items", "s", "items/s", "p50 ms", "p99 ms"]) table.AddColumn(Right(title));
        table.AddColumn("processor s, resident MB at most").AddColumn("calls an item: tables, bus, provider");
        table.AddColumn(Right("floor/s")).AddColumn(Right("of floor"));
        foreach (var measure in measures)
        {
            table.AddRow(
                Markup.Escape(measure.Name), Number(measure.Items, "0"), Number(measure.Seconds, "0.00"), Rate(measure.ItemsPerSecond),
                Number(measure.P50Milliseconds, "0.0"), Number(measure.P99Milliseconds, "0.0"),
                string.Join('\n', measure.Processes.Select(Use)), Calls(measure.CallsPerItem),
                Rate(measure.FloorItemsPerSecond), Number(measure.RatioToFloor, "0.00"));
        }
        // a table that is cut to eighty columns where nobody looks at it is of no use
        AnsiConsole.Profile.Width = Math.Max(AnsiConsole.Profile.Width, 200);
        AnsiConsole.Write(table);
    }

    private static TableColumn Right(string title) => new TableColumn(title).RightAligned().NoWrap();

    private static string Use(ProcessUse use) => string.Create(
        CultureInfo.InvariantCulture, $"{Markup.Escape(use.Process)} {use.ProcessorSeconds:0.0} s, {use.ResidentMegabytes:0} MB");

    private static string Calls(ServiceCalls? calls) =>
        calls is null ? "" : string.Join(", ", ((double?[])[calls.Tables, calls.Bus, calls.Provider]).Select(call => Number(call, "0.0")));

    private static string Rate(double? rate) => Number(rate, rate < 10 ? "0.00" : "0");

    private static string Number(double? number, string format) => number?.ToString(format, CultureInfo.InvariantCulture) ?? "–";
}
