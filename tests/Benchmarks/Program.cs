using System.CommandLine;
using System.Globalization;
using Followup.Benchmarks;
using Followup.Benchmarks.Harness;
using Followup.Benchmarks.Parts;
using Followup.Benchmarks.Peers;

const int CannotMeasure = 2;

Benchmark[] benchmarks =
[
    new("import", "People, then completions, brought in while pages are opened", ImportBenchmark.MeasureAsync),
    new("schedule", "Completions taken in until all of them are planned", ScheduleBenchmark.MeasureAsync),
    new("drain", "Mails to learners and managers that are due at nine, until all have come", DrainBenchmark.MeasureAsync),
    new("page", "The page behind a mail's link: opened, and answered, fifty at a time", PageBenchmark.MeasureAsync),
    new("export", "Exports of responses, and the memory that they need", ExportBenchmark.MeasureAsync),
    new("results", "HR's pages over many responses", ResultsBenchmark.MeasureAsync),
    new("bus", "The local bus alone, and what it takes while much waits in it", BusBenchmark.MeasureAsync),
    new("storage", "The local table storage alone", StorageBenchmark.MeasureAsync),
    new("start", "The whole system started on a store that is there, until the first page", StartBenchmark.MeasureAsync),
    new(
        "peers", "The same mails scheduled and sent by Hangfire and Quartz.NET with PostgreSQL, and by the product",
        PeersBenchmark.MeasureAsync, Require: () => PostgresServer.Require()),
];

var json = new Option<FileInfo?>("--json") { Description = "Also write what was measured to this file", Recursive = true };
var scale = new Option<ScaleName>("--scale")
{
    Description = "How much work is measured: small, normal or full",
    DefaultValueFactory = _ => ScaleName.Normal,
    Recursive = true,
};
var items = new Option<int?>("--items") { Description = "So many items instead of those of the scale", Recursive = true };
items.Validators.Add(result =>
{
    // a value that is no number at all is refused by the parser itself
    if (result.Tokens is [var given] && int.TryParse(given.Value, CultureInfo.InvariantCulture, out var number) && number < 1)
        result.AddError("--items must be at least 1.");
});
var root = new RootCommand("Measures the product, in units that mean something elsewhere") { json, scale, items };
root.Add(Verb("all", "All of the others, one after the other", benchmarks));
foreach (var benchmark in benchmarks) root.Add(Verb(benchmark.Name, benchmark.Is, benchmark));
var peer = new Command(PeerClient.Verb) { Hidden = true };
peer.SetAction((_, ct) => PeerProgram.RunAsync(ct));
root.Add(peer);
var (part, folder) = (new Argument<string>("part"), new Argument<string>("folder"));
var serve = new Command(ServedPart.Verb) { Hidden = true };
serve.Add(part);
serve.Add(folder);
serve.SetAction((parsed, ct) => ServedPart.RunAsync(parsed.GetValue(part)!, parsed.GetValue(folder)!, ct));
root.Add(serve);
// long enough to stop every system and the database in order after Ctrl-C
return await root.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(60) });

Command Verb(string name, string description, params Benchmark[] chosen)
{
    var verb = new Command(name, description);
    verb.SetAction(async (parsed, ct) =>
    {
        try
        {
            // of all of them, before the first has taken its time
            foreach (var benchmark in chosen) benchmark.Require?.Invoke();
            var load = File.Exists("/proc/loadavg") ? $", load {File.ReadAllText("/proc/loadavg").Split(' ')[0]}" : "";
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessorCount} processors{load}"));
            List<Measure> measures = [];
            foreach (var benchmark in chosen)
            {
                var began = TimeProvider.System.GetTimestamp();
                measures.AddRange(await benchmark.MeasureAsync(new(parsed.GetValue(scale), parsed.GetValue(items)), ct));
                Console.Error.WriteLine($"{benchmark.Name} took {TimeProvider.System.GetElapsedTime(began).TotalSeconds:0} s");
            }
            MeasureTable.Show(measures);
            if (parsed.GetValue(json) is { } file) MeasureFile.Write(file, measures);
            return 0;
        }
        catch (CannotMeasureException e)
        {
            Console.Error.WriteLine(e.Message);
            return CannotMeasure;
        }
    });
    return verb;
}
