using Azure.Data.Tables;
using Followup.Results.Rounds;
using Followup.Rows;
using Followup.Shared.Keys;

namespace Followup.Tests.Results.Rounds;

/// <summary>A program whose rounds a test holds.</summary>
internal static class RoundScene
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static string[] Persons(int from, int count) => [.. Enumerable.Range(from, count).Select(i => $"p{i}")];

    /// <summary>These people answer about themselves, or four managers about them; the page has closed in 2999.</summary>
    public static async Task AnswerAsync(
        this Scene scene, Audience audience, IEnumerable<string> people, Func<int, Answers>? say = null,
        CountsIn countsIn = CountsIn.Others, string department = "Claims")
    {
        foreach (var (i, person) in people.Index())
        {
            var by = audience == Audience.Learner ? person : $"boss{i % 4}";
            var invitation = await scene.AskAsync(audience, person, person, by: by, countsIn: countsIn, department: department);
            await scene.Responses.SaveAsync(invitation, 1, say?.Invoke(i) ?? Samples.Answered, Ct);
        }
    }

    /// <summary>These people answer on pages that close four weeks later than all others.</summary>
    public static async Task AnswerLaterAsync(this Scene scene, string[] people)
    {
        await scene.AnswerAsync(Audience.Learner, people, i => Says((Frequency)(i % 5)));
        var keys = people.Select(scene.PersonKeyOf).ToHashSet();
        foreach (var response in (await scene.ResponsesAsync()).Where(response => keys.Contains(response.By!)))
        {
            response.FinalAt = response.FinalAt!.Value.AddDays(28);
            await scene.Tables.Responses.UpdateEntityAsync(response, response.ETag, cancellationToken: Ct);
        }
    }

    public static Answers Says(Frequency frequency, string? example = null) =>
        new([new("check-facts", frequency), new("protect-data", null)], [], example);

    public static async Task<IReadOnlyList<Round>> RoundsAsync(this Scene scene) =>
        await scene.Service<RoundStore>().RoundsAsync(scene.ProgramId, Ct);

    public static async Task<IReadOnlyList<StreamState>> StreamsAsync(this Scene scene) =>
        [.. (await scene.Service<RoundStore>().StreamsAsync(scene.ProgramId, Ct)).Values.Select(stream => stream.State)];

    /// <summary>Responses that were counted and those that wait, by the rounds' own account.</summary>
    public static async Task<(long Counted, int Waiting)> AccountAsync(this Scene scene)
    {
        var counted = (await scene.RoundsAsync()).Sum(round => round.Counted[AnswerCount.Answers]);
        return (counted, (await scene.StreamsAsync()).Sum(stream => stream.Waiting.Count));
    }

    /// <summary>All that the table results holds of the program's answers, as text.</summary>
    public static async Task<string> StoredAsync(this Scene scene)
    {
        var rows = scene.Tables.Results.QueryAsync<TableEntity>(row => row.PartitionKey == scene.ProgramId, cancellationToken: Ct);
        var texts = await rows
            .Where(row => !row.RowKey.StartsWith("month|", StringComparison.Ordinal))
            .Select(row => $"{row.RowKey} {Convert.ToBase64String(row.GetBinary("Part0"))}")
            .ToListAsync(Ct);
        return string.Join('\n', texts);
    }

    public static async Task EraseAsync(this Scene scene, string person)
    {
        var body = System.Text.Json.JsonSerializer.Serialize(new { person = scene.IdOf(person) });
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(scene.System.Address, "api/people/erase"));
        request.Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        request.Headers.Add("x-functions-key", scene.System.FunctionKey);
        using var http = new HttpClient();
        using var answered = await http.SendAsync(request, Ct);
        answered.EnsureSuccessStatusCode();
    }
}
