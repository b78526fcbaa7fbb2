using System.Net;
using System.Text.Json;
using Followup.Rows;
using Followup.Shared.Hr;
using Followup.Shared.Keys;
using Followup.Shared.Storage;
using Followup.Tests.Results.Rounds;

namespace Followup.Tests.Results.Pages;

public sealed class ResultPageFunctionsTests(SystemFixture fixture)
{
    private readonly CancellationToken ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_address_that_was_shortened_leads_to_all_programs()
    {
        using var response = await fixture.Http.GetAsync(new Uri("results", UriKind.Relative), ct);

        Assert.Equal((HttpStatusCode.Redirect, "/"), (response.StatusCode, response.Headers.Location!.OriginalString));
    }

    [Fact]
    public async Task Participation_is_live_and_apart_and_nobody_may_keep_it()
    {
        var scene = await new Scene(fixture).WithProgramAsync();
        foreach (var person in RoundScene.Persons(0, 3))
        {
            var invitation = await scene.AskAsync(Audience.Learner, person, by: person);
            await PlanAsync(scene, invitation);
            if (person != "p2") await scene.Responses.SaveAsync(invitation, 1, Samples.Answered, ct);
        }
        await scene.CountAsync("2026-01");

        using var api = await GetAsync($"api/programs/{scene.ProgramId}/participation?code={fixture.System.FunctionKey}");
        using var page = await GetAsync($"participation/{scene.ProgramId}");
        using var results = await GetAsync($"results/{scene.ProgramId}");

        Assert.All([api, page], response => Assert.True(response.Headers.CacheControl!.NoStore));
        using var json = JsonDocument.Parse(await api.Content.ReadAsStringAsync(ct));
        var wave = json.RootElement.GetProperty("waves").EnumerateArray().Single();
        Assert.Equal("P42D", wave.GetProperty("wave").GetString());
        Assert.Equal("""{"completed":3,"asked":3,"answered":2}""", wave.GetProperty("learners").GetRawText());
        using var shown = await RenderedPage.ParseAsync(await page.Content.ReadAsStringAsync(ct));
        var cells = shown.QuerySelector("tbody tr")!.Children.Select(cell => cell.Words());
        Assert.Equal("Six weeks later|Learners|3|3|2", string.Join('|', cells));
        using var told = await RenderedPage.ParseAsync(await results.Content.ReadAsStringAsync(ct));
        Assert.StartsWith("What managers saw: not enough people yet", told.Title(), StringComparison.Ordinal);
        Assert.NotNull(told.QuerySelector($"a[href='/participation/{scene.ProgramId}']"));
    }

    [Fact]
    public async Task Between_rounds_an_answer_moves_no_byte_of_the_results()
    {
        var scene = await new Scene(fixture).WithProgramAsync();
        await scene.AnswerAsync(Audience.Manager, RoundScene.Persons(0, 12));
        await scene.CountAsync("2026-01");
        await scene.HoldRoundsAsync();
        var before = await ReadAsync();

        await scene.AnswerAsync(Audience.Manager, RoundScene.Persons(12, 12));
        await scene.CountAsync("2026-01");

        Assert.Equal(before, await ReadAsync());
        Assert.Contains("Of 9 counted", before, StringComparison.Ordinal);

        async Task<string> ReadAsync()
        {
            using var response = await GetAsync($"results/{scene.ProgramId}");
            return $"{response.Headers.ETag} {response.Content.Headers.LastModified} {await response.Content.ReadAsStringAsync(ct)}";
        }
    }

    [Theory]
    [InlineData(HrAccess.Role, HttpStatusCode.Forbidden)]
    [InlineData(HrAccess.IdentifiedRole, HttpStatusCode.OK)]
    public async Task How_alike_managers_answers_are_is_for_the_identified_role(string role, HttpStatusCode expected)
    {
        var scene = await new Scene(fixture).WithProgramAsync();
        await scene.AnswerAsync(
            Audience.Manager, RoundScene.Persons(0, 12),
            say: i => RoundScene.Says(i % 4 == 0 || i > 9 ? Frequency.Often : Frequency.Rarely));
        await scene.CountAsync("2026-01");
        await scene.HoldRoundsAsync();

        using var response = await GetAsync($"results/{scene.ProgramId}/correlation", role);

        Assert.Equal(expected, response.StatusCode);
        Assert.True(response.Headers.CacheControl!.NoStore);
        using var page = await RenderedPage.ParseAsync(await response.Content.ReadAsStringAsync(ct));
        if (expected == HttpStatusCode.Forbidden) Assert.Contains(HrAccess.IdentifiedRole, page.Body!.Words(), StringComparison.Ordinal);
        else Assert.Equal(["0.30"], page.Row("Six weeks later").Skip(3).Take(1));
    }

    private async Task PlanAsync(Scene scene, InvitationRow invitation)
    {
        var followup = (await scene.Tables.Followups.FindAsync<FollowupRow>(invitation.Followup.Partition, invitation.Followup.Row, ct))!;
        followup.Plan = PlannedInvitation.Write([new(invitation.Mailing.ToString(), "P42D", invitation.DueAt, invitation.ClosesAt)]);
        await scene.Tables.Followups.UpdateEntityAsync(followup, followup.ETag, cancellationToken: ct);
    }

    private Task<HttpResponseMessage> GetAsync(string path, string role = HrAccess.Role)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));
        request.Headers.Add(Principal.Header, Principal.Encode("someone", role));
        return fixture.Http.SendAsync(request, ct);
    }
}
