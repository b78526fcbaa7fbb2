using System.Globalization;
using System.Text.Json;
using NodaTime;
using NodaTime.Text;
using Spectre.Console;

namespace Followup.Local.Demo;

/// <summary>Tells the demo's story on the console, as it happens.</summary>
public sealed class DemoReport(IAnsiConsole console)
{
    private static readonly JsonSerializerOptions Indented = new(JsonSerializerDefaults.Web) { WriteIndented = true };
    private static readonly LocalDatePattern Day = LocalDatePattern.CreateWithInvariantCulture("dddd, d MMMM uuuu");
    private static readonly (string Name, string Audience)[] Audiences = [("learners", "learner"), ("managers", "manager")];

    public static DemoReport Silent { get; } =
        new(AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(TextWriter.Null) }));

    public static string Json(DemoSummary summary) => JsonSerializer.Serialize(summary, Indented);

    public static string Text(LocalDate day) => Day.Format(day);

    public void Step(string sentence) => console.MarkupLineInterpolated($"[bold]•[/] {sentence}.");

    public void Mails(IReadOnlyList<SentMail> mails)
    {
        if (mails.Count == 0) return;
        var first = mails[0];
        var kind = first.IsReminder ? "reminders" : first.Audience == "learner" ? "check-ins to learners" : "digests to managers";
        var when = first.IsReminder ? "" : $"{first.DueOn}  ";
        console.MarkupLineInterpolated($"    [grey]{when}{mails.Count,5} {kind}, such as[/] “{first.Subject}”");
    }

    public void Results(JsonElement results, JsonElement participation, IReadOnlyList<string> exports)
    {
        var figures = results.GetProperty("figures");
        console.WriteLine();
        console.Write(Figures(results.GetProperty("title").GetString()!, figures));
        console.MarkupLine(
            "[grey]Behaviors that there was no occasion to show, or to see, are left out. From ... to is the 95 % interval, "
            + "widened because what one manager says of several people is alike; n is how many answers it is told from.[/]");
        console.WriteLine();
        console.Write(Counts(figures, participation));
        foreach (var (audience, who) in Audiences)
        {
            if (WhyNot(figures, who) is { } why) console.MarkupLineInterpolated($"Of {audience}: {why}.");
        }
        if (Of(figures, "manager") is { } managers)
            console.MarkupLineInterpolated($"{managers.GetProperty("people")} managers answered, each about several people.");
        console.MarkupLineInterpolated($"The next count is on {DayOf(results)}. Figures, and what each round counted:");
        foreach (var export in exports) console.MarkupLineInterpolated($"  {export}");
    }

    private static Table Figures(string title, JsonElement figures)
    {
        var table = new Table()
            .Title(Markup.Escape($"{title}: six weeks later"))
            .Border(TableBorder.Rounded)
            .AddColumn("")
            .AddColumn(Whole("observed by managers"))
            .AddColumn(Whole("reported by learners"));
        AddRow("Mean share of the behaviors at target", figures.GetProperty("headline"), "mean");
        foreach (var outcome in figures.GetProperty("outcomes").EnumerateArray())
            AddRow(outcome.GetProperty("statement").GetString()!, outcome, "share");
        return table;

        void AddRow(string name, JsonElement figure, string value) => table.AddRow(
            Markup.Escape(name), Share(figure.GetProperty("observed"), value), Share(figure.GetProperty("reported"), value));
    }

    private static Table Counts(JsonElement figures, JsonElement participation)
    {
        var table = new Table().Title("Who was asked").Border(TableBorder.Rounded).AddColumn("");
        foreach (var (audience, _) in Audiences) table.AddColumn(Whole(audience));
        AddLive("completed", "completed");
        AddLive("mailed", "asked");
        AddStep("delivered", "delivered");
        AddLive("answered", "answered");
        AddRow("of these counted", (_, who) => $"{Of(figures, who)?.GetProperty("counted")}");
        AddRow("of these waiting", (_, who) => $"{Of(figures, who)?.GetProperty("waiting")}");
        AddStep("closed unanswered", "closed");
        AddStep("undeliverable", "undeliverable");
        AddStep("opted out", "optedOut");
        AddStep("left, or not theirs", "withdrawn");
        return table;

        // known at any time, unlike what is told with the round
        void AddLive(string title, string count) => AddRow(title, (audience, _) => Sum(participation, audience, count));

        void AddStep(string title, string step) => AddRow(title, (_, who) => FunnelStep(figures, who, step));

        void AddRow(string title, Func<string, string, string> count) =>
            table.AddRow([title, .. Audiences.Select(one => count(one.Name, one.Audience))]);
    }

    /// <summary>A column whose cells never break.</summary>
    private static TableColumn Whole(string title) => new TableColumn(title).RightAligned().NoWrap();

    private static string Sum(JsonElement participation, string audience, string count) =>
        $"{participation.GetProperty("waves").EnumerateArray().Sum(wave => wave.GetProperty(audience).GetProperty(count).GetInt32())}";

    /// <summary>Empty where nothing of the audience is told.</summary>
    private static string FunnelStep(JsonElement figures, string audience, string step)
    {
        if (Property(Of(figures, audience), "funnel") is not { } funnel) return "";
        return Property(funnel, step) is { } count ? $"{count}" : "fewer than 8";
    }

    /// <summary>Null where something of the audience is told.</summary>
    private static string? WhyNot(JsonElement figures, string audience) =>
        Property(figures, audience == "learner" ? "whyNoLearners" : "whyNoManagers") is { } why
            ? $"not enough people yet; next count on {DayOf(why)}"
            : null;

    private static JsonElement? Of(JsonElement figures, string audience) => Property(figures, audience);

    private static string DayOf(JsonElement told) => Text(LocalDatePattern.Iso.Parse(told.GetProperty("nextRound").GetString()!).Value);

    private static string Share(JsonElement figure, string value)
    {
        if (Property(figure, value) is null) return Property(figure, "missing")?.GetString() == "too-few" ? "too few to tell" : "not yet";
        return $"{Percent(value)} % ({Percent("low")} to {Percent("high")}), n = {figure.GetProperty("n")}";

        string Percent(string name) => (100 * figure.GetProperty(name).GetDouble()).ToString("0", CultureInfo.InvariantCulture);
    }

    private static JsonElement? Property(JsonElement? of, string name) =>
        of is { ValueKind: JsonValueKind.Object } some && some.TryGetProperty(name, out var found) && found.ValueKind != JsonValueKind.Null
            ? found
            : null;
}
