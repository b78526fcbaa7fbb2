using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Followup.Rows;
using Followup.Shared.Keys;

namespace Followup.Tests.Responses;

/// <summary>Forms posted over real HTTP, to real tables.</summary>
public sealed class PagePostsTests(SystemFixture fixture)
{
    private readonly CancellationToken ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_form_is_saved_and_the_page_shows_it_again_with_thanks()
    {
        var scene = await new Scene(fixture).WithProgramAsync();
        var invitation = await scene.AskAsync(Audience.Learner);
        var form = Scene.Form(invitation, ("barriers", "no-time"), ("barriers", "tools"), ("example", "One <b>"));
        using var posted = await scene.PostAsync(scene.Page(Audience.Learner), form);

        Assert.Equal(HttpStatusCode.SeeOther, posted.StatusCode);
        using var shown = await scene.GetAsync(new Uri(scene.Page(Audience.Learner), posted.Headers.Location!));
        using var page = await RenderedPage.ParseAsync(await shown.Content.ReadAsStringAsync(ct));
        Assert.NotNull(page.GetElementById("done"));
        Assert.Equal(["yes", "often", "rarely"], page.Chosen("radio"));
        Assert.Equal(["no-time", "tools"], page.Chosen("checkbox"));
        Assert.Equal("One <b>", page.QuerySelector<IHtmlTextAreaElement>("textarea[name=example]")!.Value);
        Assert.Equal(InvitationState.Answered, (await scene.InvitationAsync(invitation)).State);
    }

    [Fact]
    public async Task The_link_back_after_saving_stays_on_the_site()
    {
        var scene = await new Scene(fixture).WithProgramAsync();
        var invitation = await scene.AskAsync(Audience.Learner);
        using var posted = await scene.PostAsync(scene.Page(Audience.Learner), Scene.Form(invitation));

        Assert.StartsWith("/s/", posted.Headers.Location!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Something_missing_saves_nothing_says_what_and_keeps_the_rest()
    {
        var scene = await new Scene(fixture).WithProgramAsync();
        var invitation = await scene.AskAsync(Audience.Learner);
        var form = Scene.Form(invitation, ("outcome-check-facts", ""), ("help", "Kept"));
        using var posted = await scene.PostAsync(scene.Page(Audience.Learner), form);
        using var page = await RenderedPage.ParseAsync(await posted.Content.ReadAsStringAsync(ct));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, posted.StatusCode);
        Assert.Single(page.QuerySelectorAll("[role=alert] a"));
        Assert.Equal(["yes", "rarely"], page.Chosen("radio"));
        Assert.Equal("Kept", page.QuerySelector<IHtmlTextAreaElement>("textarea[name=help]")!.Value);
        Assert.Empty(await scene.ResponsesAsync());
        Assert.Equal(invitation.ETag, (await scene.InvitationAsync(invitation)).ETag);
    }

    [Theory]
    [InlineData("card", "c0123456789")]
    [InlineData("first", "differs")]
    [InlineData("instead", "has-left")]
    [InlineData("instead", "")]
    [InlineData("card", "")]
    [InlineData("version", "2")]
    [InlineData("version", "-1")]
    [InlineData("version", "x")]
    [InlineData("outcome-check-facts", "always")]
    [InlineData("outcome-check-facts", "not-observed")]
    [InlineData("barriers", "weather")]
    public async Task What_the_page_does_not_offer_is_refused(string field, string value)
    {
        var scene = await new Scene(fixture).WithProgramAsync();
        var invitation = await scene.AskAsync(Audience.Learner);
        using var posted = await scene.PostAsync(scene.Page(Audience.Learner), Scene.Form(invitation, (field, value)));

        Assert.Equal(HttpStatusCode.BadRequest, posted.StatusCode);
        Assert.Equal("text/html; charset=utf-8", posted.Content.Headers.ContentType!.ToString());
        Assert.Empty(await scene.ResponsesAsync());
    }

    [Fact]
    public async Task A_body_that_is_no_form_is_refused()
    {
        var scene = await new Scene(fixture).WithProgramAsync();
        await scene.AskAsync(Audience.Learner);
        using var request = new HttpRequestMessage(HttpMethod.Post, scene.Page(Audience.Learner));
        request.Content = new StringContent("{}");
        using var response = await scene.SendAsync(request);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task A_form_too_big_to_be_ours_is_refused()
    {
        var scene = await new Scene(fixture).WithProgramAsync();
        var invitation = await scene.AskAsync(Audience.Learner);
        var more = Enumerable.Range(0, 2000).Select(i => ($"f{i}", "x"));
        using var posted = await scene.PostAsync(scene.Page(Audience.Learner), [.. Scene.Form(invitation), .. more]);

        Assert.Equal(HttpStatusCode.BadRequest, posted.StatusCode);
        Assert.Empty(await scene.ResponsesAsync());
    }

    [Fact]
    public async Task A_manager_cannot_answer_for_somebody_of_another_digest()
    {
        var mine = await new Scene(fixture).WithProgramAsync();
        var other = await new Scene(fixture).WithProgramAsync();
        await mine.AskAsync(Audience.Manager);
        var form = Scene.Form(await other.AskAsync(Audience.Manager));
        using var posted = await mine.PostAsync(mine.Page(Audience.Manager), form);

        Assert.Equal(HttpStatusCode.BadRequest, posted.StatusCode);
        Assert.Empty(await other.ResponsesAsync());
    }

    [Fact]
    public async Task A_manager_saves_one_person_at_a_time()
    {
        var scene = await new Scene(fixture).WithProgramAsync();
        var ada = await scene.AskAsync(Audience.Manager);
        await scene.AskAsync(Audience.Manager, "alan", "Alan Turing");
        using var posted = await scene.PostAsync(
            scene.Page(Audience.Manager), Scene.Form(ada, ("outcome-check-facts", "not-observed")));
        using var shown = await scene.GetAsync(new Uri(scene.Page(Audience.Manager), posted.Headers.Location!));
        using var page = await RenderedPage.ParseAsync(await shown.Content.ReadAsStringAsync(ct));

        Assert.Contains("1 of 2 answered", page.Body!.Words(), StringComparison.Ordinal);
        Assert.Equal(["differs", "not-observed", "rarely"], page.Chosen("radio"));
        Assert.Null(Assert.Single(await scene.ResponsesAsync()).Answers().Outcomes[0].Frequency);
    }

    [Fact]
    public async Task An_answer_is_shown_in_the_words_that_were_answered()
    {
        var scene = await new Scene(fixture).WithProgramAsync();
        var invitation = await scene.AskAsync(Audience.Learner);
        using var posted = await scene.PostAsync(scene.Page(Audience.Learner), Scene.Form(invitation));
        await scene.WithProgramAsync(Samples.Program with { Title = "A new title" });
        using var shown = await scene.GetAsync(scene.Page(Audience.Learner));

        Assert.Contains("Evaluating AI output", await shown.Content.ReadAsStringAsync(ct), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_opened_before_the_words_changed_is_taken_as_it_was_shown()
    {
        var scene = await new Scene(fixture).WithProgramAsync();
        var invitation = await scene.AskAsync(Audience.Learner);
        await scene.WithProgramAsync(Samples.Program with { Outcomes = [Samples.CheckFacts with { Id = "another" }] });
        using var posted = await scene.PostAsync(scene.Page(Audience.Learner), Scene.Form(invitation));

        Assert.Equal(HttpStatusCode.SeeOther, posted.StatusCode);
        Assert.Equal(1, Assert.Single(await scene.ResponsesAsync()).ProgramVersion);
    }
}
