using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Followup.Rows;
using Followup.Shared.Json;
using Followup.Shared.Keys;
using Followup.Shared.Storage;
using Followup.Tests.Results.Exports;
using NodaTime;

namespace Followup.Tests.Results.Reports;

public sealed class ProgramResultsTests(SystemFixture fixture)
{
    private readonly CancellationToken ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_figures_are_those_of_the_rounds()
    {
        var scene = await new Scene(fixture).WithProgramAsync();
        foreach (var (i, person) in ExportCalls.Eight.Index())
        {
            var by = $"boss{i % 4}";
            var invitation = await scene.AskAsync(Audience.Manager, person, by: by, completedOn: new LocalDate(2026, 1 + (i % 2), 5));
            await PlanAsync(scene, invitation);
            // each says the same, so that whoever waits changes nothing: one of two behaviors is at target
            var answers = new Answers([new("check-facts", Frequency.Often), new("protect-data", Frequency.Often)], []);
            await scene.Responses.SaveAsync(invitation, 1, answers, ct);
        }
        await scene.CountAsync("2026-01", "2026-02");
        await scene.HoldRoundsAsync();

        var results = await GetAsync($"api/programs/{scene.ProgramId}/results");

        Assert.Equal("2999-03-09", results.GetProperty("countedAt").GetString());
        var figures = results.GetProperty("figures");
        var managers = figures.GetProperty("manager");
        Assert.Equal((5, 3, 8, 4), (Int(managers, "counted"), Int(managers, "waiting"), Int(managers, "asked"), Int(managers, "people")));
        var funnel = managers.GetProperty("funnel");
        Assert.Equal((8, 8, 8), (Int(funnel, "completed"), Int(funnel, "scheduled"), Int(funnel, "sent")));
        Assert.False(funnel.TryGetProperty("closed", out _));
        var observed = figures.GetProperty("headline").GetProperty("observed");
        Assert.Equal((5, 0.5), (Int(observed, "n"), observed.GetProperty("mean").GetDouble()));
        var bounds = figures.GetProperty("headline").GetProperty("observedBounds");
        Assert.Equal((2.5 / 8, 5.5 / 8), (bounds.GetProperty("low").GetDouble(), bounds.GetProperty("high").GetDouble()));
        var behaviors = figures.GetProperty("outcomes").EnumerateArray().ToList();
        Assert.Equal(["check-facts", "protect-data"], behaviors.Select(outcome => outcome.GetProperty("id").GetString()));
        Assert.Equal((5, 5), (Int(behaviors[0].GetProperty("observed"), "n"), Int(behaviors[0].GetProperty("observed"), "k")));
        Assert.Equal((5, 0), (Int(behaviors[1].GetProperty("observed"), "n"), Int(behaviors[1].GetProperty("observed"), "k")));
        Assert.False(figures.TryGetProperty("learner", out _));
        Assert.Equal("not-yet", figures.GetProperty("whyNoLearners").GetProperty("why").GetString());
    }

    [Fact]
    public async Task None_one_and_seven_answers_read_alike()
    {
        HashSet<string> texts = [];
        foreach (var answers in new[] { 0, 1, 7 })
        {
            var scene = await new Scene(fixture).WithProgramAsync();
            foreach (var (i, person) in ExportCalls.Eight.Index())
            {
                var invitation = await scene.AskAsync(Audience.Learner, person, by: person);
                await PlanAsync(scene, invitation);
                if (i < answers) await scene.Responses.SaveAsync(invitation, 1, Samples.Answered, ct);
            }
            await scene.CountAsync("2026-01");
            await scene.HoldRoundsAsync();
            var results = await GetAsync($"api/programs/{scene.ProgramId}/results");
            texts.Add(results.GetRawText().Replace(scene.ProgramId, "", StringComparison.Ordinal));
        }

        Assert.Single(texts);
    }

    [Theory]
    [InlineData("api/programs/nobody-has-this/results", HttpStatusCode.NotFound)]
    [InlineData("api/programs/{0}/results?wave=P1D", HttpStatusCode.BadRequest)]
    [InlineData("api/programs/{0}/results?from=2026", HttpStatusCode.BadRequest)]
    [InlineData("api/programs/{0}/results?from=2026-02-09&to=2026-02-02", HttpStatusCode.BadRequest)]
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

    private async Task PlanAsync(Scene scene, InvitationRow invitation)
    {
        var key = invitation.Followup;
        var followup = (await scene.Tables.Followups.FindAsync<FollowupRow>(key.Partition, key.Row, ct))!;
        var plan = new PlannedInvitation(invitation.Mailing.ToString(), "P42D", invitation.DueAt, invitation.ClosesAt);
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
