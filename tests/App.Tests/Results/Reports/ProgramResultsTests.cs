using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Followup.Rows;
using Followup.Shared.Json;
using Followup.Shared.Keys;
using Followup.Shared.Storage;
using NodaTime;

namespace Followup.Tests.Results.Reports;

public sealed class ProgramResultsTests(SystemFixture fixture)
{
    private readonly CancellationToken ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_funnel_and_the_figures_are_those_of_the_rows()
    {
        var scene = await new Scene(fixture).WithProgramAsync();
        foreach (var (i, person) in new[] { "ada", "alan", "grace", "edsger", "barbara", "donald" }.Index())
        {
            // in two months; about the last of the six the manager never answered
            var completedOn = new LocalDate(2026, 1 + (i % 2), 5);
            var invitation = await scene.AskAsync(Audience.Manager, person, completedOn: completedOn);
            await PlanAsync(scene, invitation.Followup);
            if (i == 5) continue;
            var frequency = i < 3 ? Frequency.Often : Frequency.Rarely;
            var answers = new Answers([new("check-facts", frequency), new("protect-data", null)], []);
            await scene.Responses.SaveAsync(invitation, 1, answers, ct);
        }

        await scene.CountAsync("2026-01", "2026-02");

        var results = (await GetAsync($"api/programs/{scene.ProgramId}/results")).GetProperty("figures");

        var funnel = results.GetProperty("manager").GetProperty("funnel");
        Assert.Equal(
            (6, 6, 6, 5),
            (Int(funnel, "completed"), Int(funnel, "scheduled"), Int(funnel, "sent"), Int(funnel, "answered")));
        Assert.Equal(0, Int(results.GetProperty("learner").GetProperty("funnel"), "scheduled"));
        var observed = results.GetProperty("headline").GetProperty("observed");
        Assert.Equal((3, 5, 0.6), (Int(observed, "k"), Int(observed, "n"), observed.GetProperty("share").GetDouble()));
        Assert.Equal(0.2307, observed.GetProperty("low").GetDouble(), 4);
        Assert.Equal(0.8824, observed.GetProperty("high").GetDouble(), 4);
        var behaviors = results.GetProperty("outcomes").EnumerateArray().ToList();
        Assert.Equal(["check-facts", "protect-data"], behaviors.Select(outcome => outcome.GetProperty("id").GetString()));
        Assert.Equal(5, Int(behaviors[0].GetProperty("observed"), "n"));
        Assert.Equal(0, Int(behaviors[1].GetProperty("observed"), "n"));
    }

    [Fact]
    public async Task Fewer_than_five_answers_tell_nothing_not_even_how_many()
    {
        var scene = await new Scene(fixture).WithProgramAsync();
        await scene.Responses.SaveAsync(await scene.AskAsync(Audience.Learner), 1, Samples.Answered, ct);
        await scene.CountAsync("2026-01");

        var results = (await GetAsync($"api/programs/{scene.ProgramId}/results")).GetProperty("figures");

        Assert.Equal("""{"missing":"hidden"}""", results.GetProperty("headline").GetProperty("reported").GetRawText());
        Assert.False(results.GetProperty("headline").TryGetProperty("gap", out _));
        Assert.False(results.GetProperty("learner").TryGetProperty("answers", out _));
        Assert.Equal(1, Int(results.GetProperty("learner").GetProperty("funnel"), "completed"));
    }

    [Fact]
    public async Task A_program_nobody_finished_has_empty_figures()
    {
        var scene = await new Scene(fixture).WithProgramAsync();

        var results = await GetAsync($"api/programs/{scene.ProgramId}/results");

        Assert.Equal("Evaluating AI output", results.GetProperty("title").GetString());
        Assert.Equal(0, Int(results.GetProperty("figures").GetProperty("learner").GetProperty("funnel"), "completed"));
    }

    [Theory]
    [InlineData("api/programs/nobody-has-this/results", HttpStatusCode.NotFound)]
    [InlineData("api/programs/{0}/results?wave=P1D", HttpStatusCode.BadRequest)]
    [InlineData("api/programs/{0}/results?from=2026", HttpStatusCode.BadRequest)]
    [InlineData("api/programs/{0}/results?from=2026-02&to=2026-01", HttpStatusCode.BadRequest)]
    [InlineData("api/programs/{0}/results?department=Nobody", HttpStatusCode.BadRequest)]
    [InlineData("api/programs/{0}/results?role=Nobody", HttpStatusCode.BadRequest)]
    public async Task What_there_is_not_is_said(string path, HttpStatusCode expected)
    {
        var scene = await new Scene(fixture).WithProgramAsync();
        using var response = await SendAsync(path.Replace("{0}", scene.ProgramId, StringComparison.Ordinal));

        Assert.Equal(expected, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
    }

    private static int Int(JsonElement of, string name) => of.GetProperty(name).GetInt32();

    private async Task PlanAsync(Scene scene, FollowupKey key)
    {
        var followup = (await scene.Tables.Followups.FindAsync<FollowupRow>(key.Partition, key.Row, ct))!;
        var plan = new PlannedInvitation(scene.ManagerMailing.ToString(), "P42D", DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch);
        followup.Plan = JsonSerializer.Serialize<PlannedInvitation[]>([plan], Wire.Json);
        await scene.Tables.Followups.UpdateEntityAsync(followup, followup.ETag, cancellationToken: ct);
    }

    private async Task<JsonElement> GetAsync(string path)
    {
        using var response = await SendAsync(path);
        return await response.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>(ct);
    }

    private async Task<HttpResponseMessage> SendAsync(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));
        request.Headers.Add("x-functions-key", fixture.System.FunctionKey);
        return await fixture.Http.SendAsync(request, ct);
    }
}
