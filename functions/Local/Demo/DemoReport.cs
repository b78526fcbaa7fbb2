using System.Globalization;
using System.Text.Json;
using Spectre.Console;

namespace Followup.Local.Demo;

/// <summary>Tells the demo's story on the console, as it happens.</summary>
public sealed class DemoReport(IAnsiConsole console)
{
    private static readonly JsonSerializerOptions Indented = new(JsonSerializerDefaults.Web) { WriteIndented = true };
    private static readonly string[] FunnelSteps =
        ["completed", "scheduled", "sent", "delivered", "answered", "closed", "undeliverable", "withdrawn"];

    public static DemoReport Silent { get; } =
        new(AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(TextWriter.Null) }));

    public static string Json(DemoSummary summary) => JsonSerializer.Serialize(summary, Indented);

    public void Step(string sentence) => console.MarkupLineInterpolated($"[bold]•[/] {sentence}.");

    public void Mails(IReadOnlyList<SentMail> mails)
    {
        if (mails.Count == 0) return;
        var first = mails[0];
        var kind = first.IsReminder ? "reminders" : first.Audience == "learner" ? "check-ins to learners" : "digests to managers";
        var when = first.IsReminder ? "" : $"{first.DueOn}  ";
        console.MarkupLineInterpolated($"    [grey]{when}{mails.Count,5} {kind}, such as[/] “{first.Subject}”");
    }

    public void Results(JsonElement results, string exportPath)
    {
        console.WriteLine();
        console.Write(Funnel(results));
        console.Write(Figures(results));
        console.MarkupLine(
            "[grey]Share of those who had occasion to show it, or to see it; 95 % interval (Wilson) and number of answers.[/]");
        console.MarkupLineInterpolated($"Answers as CSV: {exportPath}");
    }

    private static Table Funnel(JsonElement results)
    {
        var table = new Table()
            .Title("Funnel")
            .Border(TableBorder.Rounded)
            .AddColumn("")
            .AddColumn(Right("learners"))
            .AddColumn(Right("managers"));
        foreach (var step in FunnelSteps) table.AddRow(step, Count(results, "learner", step), Count(results, "manager", step));
        return table;
    }

    private static Table Figures(JsonElement results)
    {
        var figures = results.GetProperty("figures");
        var table = new Table()
            .Title(Markup.Escape($"{results.GetProperty("title").GetString()}: six weeks later"))
            .Border(TableBorder.Rounded)
            .AddColumn("at or above target")
            .AddColumn(Right("observed by managers"))
            .AddColumn(Right("reported by learners"));
        AddRow("at least half of the behaviors", figures.GetProperty("headline"));
        foreach (var outcome in figures.GetProperty("outcomes").EnumerateArray())
            AddRow(Markup.Escape(outcome.GetProperty("statement").GetString()!), outcome);
        return table;

        void AddRow(string title, JsonElement rates) => table.AddRow(title, Rate(rates, "observed"), Rate(rates, "reported"));
    }

    private static TableColumn Right(string title) => new TableColumn(title).RightAligned();

    private static string Count(JsonElement results, string audience, string step)
    {
        var funnel = results.GetProperty("figures").GetProperty(audience).GetProperty("funnel");
        return funnel.TryGetProperty(step, out var count) ? count.ToString() : "";
    }

    private static string Rate(JsonElement rates, string evidence)
    {
        var figure = rates.GetProperty(evidence);
        if (!figure.TryGetProperty("share", out var share) || share.ValueKind != JsonValueKind.Number) return "not enough answers";
        string Percent(string name) => figure.GetProperty(name).GetDouble().ToString("0 %", CultureInfo.InvariantCulture);
        return $"{Percent("share")}  ({Percent("low")} to {Percent("high")}, n = {figure.GetProperty("n")})";
    }
}
