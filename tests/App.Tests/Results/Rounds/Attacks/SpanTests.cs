using System.Globalization;
using Followup.Rows;
using Followup.Shared.Keys;
using Followup.Tests.Results.Exports;
using static Followup.Tests.Results.Rounds.RoundScene;

namespace Followup.Tests.Results.Rounds.Attacks;

/// <summary>
/// Each count that is told, of every round day, is found to be a sum of whole rounds: one answer after the other is changed, all rounds are
/// held anew with the same lots, and a count moves with exactly the answers that are in it.
/// </summary>
public sealed class SpanTests(SystemFixture fixture)
{
    private static readonly string[] Filters = ["", "department=Claims", "department=Sales", "others=", "from=2999-03-20", "to=2999-03-20"];

    [Fact]
    public async Task All_counts_lie_in_the_span_of_the_rounds_and_are_no_more_than_these()
    {
        var scene = await OrganizationAsync();
        var responses = await scene.ResponsesAsync();
        var (rounds, counts) = await HeldAsync(scene);

        List<Dictionary<string, long>> roundsWithout = [], countsWithout = [];
        foreach (var response in responses)
        {
            var said = response.Json;
            await Told.SayAsync(scene, response, Says(Frequency.Rarely));
            await Told.ResetAsync(scene);
            var (changedRounds, changedCounts) = await HeldAsync(scene);
            roundsWithout.Add(changedRounds);
            countsWithout.Add(changedCounts);
            response.Json = said;
            await Told.SayAsync(scene, response, response.Answers());
        }

        var indicators = Vectors(rounds, roundsWithout);
        Assert.Equal(rounds.Count, indicators.Count);
        Assert.All(indicators, indicator => Assert.InRange(indicator.Sum(), 5, int.MaxValue));
        // an answer is in one round at most
        for (var i = 0; i < responses.Count; i++) Assert.InRange(indicators.Sum(indicator => indicator[i]), 0, 1);
        var told = Vectors(counts, countsWithout);
        Assert.True(told.Count > 40, $"Only {told.Count} counts were found.");
        var span = new LinearSpan(indicators);
        Assert.All(told, vector => Assert.True(span.Holds(vector), "A count is no sum of whole rounds."));
        Assert.Equal(rounds.Count, new LinearSpan(told).Rank);
        // teeth: one answer more or less is outside
        var one = new long[responses.Count];
        one[Array.FindIndex(indicators[0], value => value == 1)] = 1;
        Assert.False(span.Holds(one));
    }

    /// <summary>Departments of two sizes and one that moves to the others, over three round days; all answers are at target.</summary>
    private async Task<Scene> OrganizationAsync()
    {
        var scene = await new Scene(fixture).WithProgramAsync();
        await SayAsync("Claims", Persons(0, 9));
        await SayAsync("Sales", Persons(10, 8));
        await SayAsync("Lab", Persons(20, 5));
        await SayAsync("Tower", Persons(30, 4));
        await scene.AnswerAsync(Audience.Manager, Persons(0, 9), _ => Says(Frequency.Often), CountsIn.Department, "Claims");
        await SayAsync("Claims", Persons(40, 5));
        await LaterAsync(scene, Persons(40, 5));
        return scene;

        Task SayAsync(string department, string[] people) =>
            scene.AnswerAsync(Audience.Learner, people, _ => Says(Frequency.Often), CountsIn.Department, department);
    }

    private static async Task LaterAsync(Scene scene, string[] people)
    {
        var keys = people.Select(scene.PersonKeyOf).ToHashSet();
        foreach (var response in (await scene.ResponsesAsync()).Where(response => keys.Contains(response.By!)))
        {
            response.FinalAt = response.FinalAt!.Value.AddDays(14);
            await scene.Tables.Responses.UpdateEntityAsync(
                response, response.ETag, cancellationToken: TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Holds three round days, and reads after each: answers at target by round, and by whatever is told.</summary>
    private async Task<(Dictionary<string, long> Rounds, Dictionary<string, long> Counts)> HeldAsync(Scene scene)
    {
        Dictionary<string, long> counts = [];
        foreach (var weeks in new[] { 1, 4, 30 })
        {
            await scene.HoldRoundsAsync(weeks);
            foreach (var (name, count) in await CountsAsync(scene)) counts[$"{weeks} {name}"] = count;
        }
        var rounds = (await scene.RoundsAsync()).ToDictionary(
            round => $"{round.Stream.Id} {round.Number}",
            round => round.Counted.Distribution(0)[(int)Frequency.Often]);
        return (rounds, counts);
    }

    private async Task<Dictionary<string, long>> CountsAsync(Scene scene)
    {
        Dictionary<string, long> counts = [];
        foreach (var file in new[] { "summary", "groups" })
        {
            foreach (var (i, row) in (await fixture.ExportRowsAsync($"api/export/{file}.csv?program={scene.ProgramId}")).Index())
            {
                // what answers to the one behavior move: k of a share, and answers by step
                foreach (var column in new[] { "k", "often" })
                {
                    if (row.GetValueOrDefault(column) is { Length: > 0 } count && row.GetValueOrDefault("figure") is null or "at-target")
                        counts[$"{file} {i} {column}"] = long.Parse(count, CultureInfo.InvariantCulture);
                }
            }
        }
        foreach (var filter in Filters)
        {
            var results = await fixture.SendAsync(HttpMethod.Get, $"api/programs/{scene.ProgramId}/results?{filter}");
            if (!results.Json.TryGetProperty("figures", out var figures)) continue;
            foreach (var evidence in new[] { "observed", "reported" })
            {
                if (figures.GetProperty("outcomes")[0].GetProperty(evidence).TryGetProperty("k", out var count))
                    counts[$"api {filter} {evidence}"] = count.GetInt64();
            }
        }
        return counts;
    }

    /// <summary>For each count, which answers are in it: 1 where it loses one as the answer is changed.</summary>
    private static List<long[]> Vectors(Dictionary<string, long> counts, List<Dictionary<string, long>> without) =>
        [.. counts.Keys.Select(name => without.Select(changed => counts[name] - changed.GetValueOrDefault(name)).ToArray())];
}
