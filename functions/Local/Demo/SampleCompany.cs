using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Followup.Local.Demo;

/// <summary>
/// The company of <c>samples</c>, made as large as asked: the first people of it, or as many copies of it as it takes (copy 2 of e1 is
/// e1-2). The completions are moved so that the last of them happened just now.
/// </summary>
public sealed class SampleCompany
{
    private static readonly string Samples = Path.Combine(AppContext.BaseDirectory, "samples");
    private static readonly DateTimeOffset LastSampleDay = new(2026, 1, 7, 23, 0, 0, TimeSpan.Zero);

    private readonly List<string> managers = [];
    private readonly List<string> learners = [];
    private readonly List<string> completionRows = [];
    private readonly JsonArray statements = [];

    public SampleCompany(int people, DateTimeOffset now)
    {
        var employees = Lines("people.csv").Skip(1).ToList();
        var sampleManagers = employees.Where(IsManager).ToList();
        var sampleLearners = employees.Except(sampleManagers).ToList();
        var sampleStatements = JsonNode.Parse(File.ReadAllText(Path.Combine(Samples, "completions.xapi.json")))!.AsArray();
        var sampleRows = Lines("completions.csv").Skip(1).ToList();
        // whole days, so that every completion keeps its time of day; rounded down, so that the last one never lies in the future
        var shift = TimeSpan.FromDays(Math.Floor((now - LastSampleDay).TotalDays));

        for (var copy = 1; learners.Count < people; copy++)
        {
            managers.AddRange(sampleManagers.Select(row => CopyOfPerson(row, copy)));
            for (var i = 0; i < sampleLearners.Count && learners.Count < people; i++)
            {
                learners.Add(CopyOfPerson(sampleLearners[i], copy));
                if (i < sampleStatements.Count) statements.Add(CopyOfStatement(sampleStatements[i]!, copy, shift));
                else completionRows.Add(CopyOfCompletion(sampleRows[i - sampleStatements.Count], copy, shift));
            }
        }
    }

    public static string Program => File.ReadAllText(Path.Combine(Samples, "program.json"));

    public string People => Csv(Lines("people.csv").First(), managers.Concat(learners));

    public string Statements => statements.ToJsonString();

    public string Completions => Csv("program,learner,completedAt,source,eventId", completionRows);

    private static bool IsManager(string row) => row.StartsWith('m');

    private static string CopyOfPerson(string row, int copy)
    {
        if (copy == 1) return row;
        var cells = row.Split(',');
        cells[0] += $"-{copy}";
        cells[1] = AddressOfCopy(cells[1], copy);
        if (cells[3] != "") cells[3] += $"-{copy}";
        return string.Join(',', cells);
    }

    private static JsonNode CopyOfStatement(JsonNode sample, int copy, TimeSpan shift)
    {
        var statement = sample.DeepClone();
        statement["timestamp"] = Moved((string)statement["timestamp"]!, shift);
        if (copy == 1) return statement;
        statement["id"] = Guid.NewGuid().ToString();
        var actor = statement["actor"]!;
        if (actor["account"] is { } account) account["name"] = $"{account["name"]}-{copy}";
        else actor["mbox"] = AddressOfCopy((string)actor["mbox"]!, copy);
        return statement;
    }

    private static string CopyOfCompletion(string row, int copy, TimeSpan shift)
    {
        var cells = row.Split(',');
        if (copy > 1) (cells[1], cells[4]) = ($"{cells[1]}-{copy}", $"{cells[4]}-{copy}");
        cells[2] = Moved(cells[2], shift);
        return string.Join(',', cells);
    }

    private static string AddressOfCopy(string address, int copy) => address.Replace("@", $".{copy}@", StringComparison.Ordinal);

    private static string Moved(string timestamp, TimeSpan shift)
    {
        var moved = DateTimeOffset.Parse(timestamp, CultureInfo.InvariantCulture) + shift;
        return moved.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
    }

    private static IEnumerable<string> Lines(string sample) => File.ReadLines(Path.Combine(Samples, sample));

    private static string Csv(string header, IEnumerable<string> rows) =>
        new StringBuilder().AppendLine(header).AppendJoin('\n', rows).AppendLine().ToString();
}
