using System.Globalization;
using Followup.Benchmarks;

// dotnet run -c Release --project tests/Benchmarks -- [responses] [--whole]
// Stores so many responses (20,000 unless given) in Azurite's memory, then measures HR's pages and the export on the function app alone,
// as a process of its own.
// --whole exports the responses of all programs, not of one: Azurite reads through all rows of a table for each page, so the three files of
// a million responses take some forty minutes.
var responses = args.Length > 0 && int.TryParse(args[0], CultureInfo.InvariantCulture, out var given) ? given : 20_000;
Environment.SetEnvironmentVariable("NODE_OPTIONS", "--max-old-space-size=16000");
await using var stored = await StoredResponses.MakeAsync(responses);
await using var app = await AppProcess.StartAsync(stored.System);
await PageTimes.MeasureAsync(app, stored.Programs);
await ExportMemory.MeasureAsync(app, args.Contains("--whole") ? null : stored.Programs[0]);
