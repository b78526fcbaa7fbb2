using System.Text;
using Azure.Data.Tables;
using Followup.Results.Exports;
using Followup.Rows;
using Followup.Shared.Storage;

namespace Followup.Tests.Results.Rounds.Attacks;

/// <summary>All that is told of a program without names: pages, API and exports, with their headers, byte for byte.</summary>
internal static class Told
{
    private static readonly string[] Filters = ["", "department=Claims", "department=Legal", "others=", "from=2999-03-01", "to=2999-04-01"];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static async Task<string> EverythingAsync(SystemFixture fixture, Scene scene)
    {
        var (program, told) = (scene.ProgramId, new StringBuilder());
        string[] paths =
        [
            "", "insights", "audit",
            .. Filters.SelectMany(filter => new[] { $"results/{program}?{filter}", $"api/programs/{program}/results?{filter}" }),
            .. ExportFiles.Names.Select(name => $"api/export/{name}?program={program}"),
            .. ExportFiles.Names.Select(name => $"api/export/{name}"),
        ];
        foreach (var path in paths)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));
            request.Headers.Add("x-functions-key", fixture.System.FunctionKey);
            using var answer = await fixture.Http.SendAsync(request, Ct);
            var headers = answer.Headers.Concat(answer.Content.Headers).Where(header => header.Key != "Date");
            told.AppendLine(path).AppendLine(answer.StatusCode.ToString());
            foreach (var header in headers) told.Append(header.Key).Append(": ").AppendJoin(',', header.Value).AppendLine();
            told.AppendLine(Encoding.Latin1.GetString(await answer.Content.ReadAsByteArrayAsync(Ct)));
        }
        return told.ToString();
    }

    /// <summary>Takes back all rounds of the program, as if none had been held; lots of the same answers fall the same again.</summary>
    public static async Task ResetAsync(Scene scene)
    {
        var results = scene.Tables.Results;
        await foreach (var row in results.RangeAsync<TableEntity>(scene.ProgramId, "", Ct))
        {
            if (!row.RowKey.StartsWith("month|", StringComparison.Ordinal)) await results.DeleteEntityAsync(row, cancellationToken: Ct);
        }
        await results.DeleteEntityAsync("OVERVIEW", scene.ProgramId, cancellationToken: Ct);
        await scene.Tables.Programs.DeleteEntityAsync("rounds", scene.ProgramId, cancellationToken: Ct);
    }

    /// <summary>Changes what was answered, as if it had been answered so from the start.</summary>
    public static async Task SayAsync(Scene scene, ResponseRow response, Answers answers)
    {
        response.Json = System.Text.Json.JsonSerializer.Serialize(answers, Followup.Shared.Json.Wire.Json);
        await scene.Tables.Responses.UpdateEntityAsync(response, Azure.ETag.All, TableUpdateMode.Replace, Ct);
    }

    public static async Task<HashSet<string>> WaitingAsync(Scene scene) =>
        [.. (await scene.StreamsAsync()).SelectMany(stream => stream.Waiting).Select(place => place.Response).OfType<string>()];

    public static async Task<ResponseRow> ResponseAsync(Scene scene, string key)
    {
        var parts = key.Split('|');
        return (await scene.Tables.Responses.FindAsync<ResponseRow>($"{parts[0]}|{parts[1]}", string.Join('|', parts[2..]), Ct))!;
    }
}
