using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Followup.Rows;
using Followup.Shared.Keys;

namespace Followup.Tests.Responses;

/// <summary>The page over real HTTP, on real tables.</summary>
public sealed class PageFunctionTests(SystemFixture fixture)
{
    private readonly CancellationToken ct = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Audience.Learner)]
    [InlineData(Audience.Manager)]
    public async Task Looking_records_nothing_however_often_a_scanner_looks(Audience audience)
    {
        var scene = await new Scene(fixture).WithProgramAsync();
        var invitation = await scene.AskAsync(audience);
        foreach (var query in new[] { "", "?outcome-check-facts=often&outcome-protect-data=often", "?done=later", "?done=has-left", "?lang=de", $"?card={Scene.NameOf(invitation)}&first=often" })
            foreach (var method in new[] { HttpMethod.Get, HttpMethod.Head })
            {
                using var request = new HttpRequestMessage(method, new Uri(scene.Page(audience) + query));
                using var response = await scene.SendAsync(request);
                Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            }

        Assert.Empty(await scene.ResponsesAsync());
        Assert.Equal(invitation.ETag, (await scene.InvitationAsync(invitation)).ETag);
    }

    [Fact]
    public async Task Head_answers_as_get_does_without_the_page()
    {
        var scene = await new Scene(fixture).WithProgramAsync();
        await scene.AskAsync(Audience.Learner);
        using var got = await scene.GetAsync(scene.Page(Audience.Learner));
        using var request = new HttpRequestMessage(HttpMethod.Head, scene.Page(Audience.Learner));
        using var head = await scene.SendAsync(request);

        Assert.Equal(got.Content.Headers.ContentLength, head.Content.Headers.ContentLength);
        Assert.Equal("text/html; charset=utf-8", head.Content.Headers.ContentType!.ToString());
        Assert.Empty(await head.Content.ReadAsByteArrayAsync(ct));
    }

    [Fact]
    public async Task Nobody_may_keep_frame_index_or_follow_the_page()
    {
        var scene = await new Scene(fixture).WithProgramAsync();
        await scene.AskAsync(Audience.Learner);
        using var response = await scene.GetAsync(scene.Page(Audience.Learner));

        Assert.Equal("no-store", Header("Cache-Control"));
        Assert.Equal("no-referrer", Header("Referrer-Policy"));
        Assert.Equal("nosniff", Header("X-Content-Type-Options"));
        Assert.Contains("noindex", Header("X-Robots-Tag"), StringComparison.Ordinal);
        Assert.Matches(
            "^default-src 'none'; style-src 'sha256-[A-Za-z0-9+/=]{44}'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'$",
            Header("Content-Security-Policy"));

        string Header(string name) => string.Join(", ", response.Headers.GetValues(name));
    }

    [Fact]
    public async Task A_form_is_saved_and_the_page_shows_it_again_with_thanks()
    {
        var scene = await new Scene(fixture).WithProgramAsync();
        var invitation = await scene.AskAsync(Audience.Learner);
        using var posted = await scene.PostAsync(
            scene.Page(Audience.Learner), Scene.Form(invitation, ("barriers", "no-time"), ("barriers", "tools"), ("example", "One <b>")));

        Assert.Equal(HttpStatusCode.SeeOther, posted.StatusCode);
        using var shown = await scene.GetAsync(new Uri(scene.Page(Audience.Learner), posted.Headers.Location!));
        using var page = await RenderedPage.ParseAsync(await shown.Content.ReadAsStringAsync(ct));
        Assert.NotNull(page.GetElementById("done"));
        Assert.Equal(["yes", "often", "rarely"], page.Inputs("radio").Where(radio => radio.IsChecked).Select(radio => radio.Value));
        Assert.Equal(["no-time", "tools"], page.Inputs("checkbox").Where(box => box.IsChecked).Select(box => box.Value));
        Assert.Equal("One <b>", page.QuerySelector<IHtmlTextAreaElement>("textarea[name=example]")!.Value);
        Assert.Equal(InvitationState.Answered, (await scene.InvitationAsync(invitation)).State);
    }

    [Fact]
    public async Task The_link_back_after_saving_stays_on_the_site()
    {
        var scene = await new Scene(fixture).WithProgramAsync();
        using var posted = await scene.PostAsync(scene.Page(Audience.Learner), Scene.Form(await scene.AskAsync(Audience.Learner)));

        Assert.StartsWith("/s/", posted.Headers.Location!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Something_missing_saves_nothing_says_what_and_keeps_the_rest()
    {
        var scene = await new Scene(fixture).WithProgramAsync();
        var invitation = await scene.AskAsync(Audience.Learner);
        using var posted = await scene.PostAsync(
            scene.Page(Audience.Learner), Scene.Form(invitation, ("outcome-check-facts", ""), ("help", "Kept")));
        using var page = await RenderedPage.ParseAsync(await posted.Content.ReadAsStringAsync(ct));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, posted.StatusCode);
        Assert.Single(page.QuerySelectorAll("[role=alert] a"));
        Assert.Equal(["yes", "rarely"], page.Inputs("radio").Where(radio => radio.IsChecked).Select(radio => radio.Value));
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
        using var posted = await scene.PostAsync(scene.Page(Audience.Learner), Scene.Form(await scene.AskAsync(Audience.Learner), (field, value)));

        Assert.Equal(HttpStatusCode.BadRequest, posted.StatusCode);
        Assert.Equal("text/html; charset=utf-8", posted.Content.Headers.ContentType!.ToString());
        Assert.Empty(await scene.ResponsesAsync());
    }

    [Fact]
    public async Task A_body_that_is_no_form_is_refused()
    {
        var scene = await new Scene(fixture).WithProgramAsync();
        await scene.AskAsync(Audience.Learner);
        using var request = new HttpRequestMessage(HttpMethod.Post, scene.Page(Audience.Learner)) { Content = new StringContent("{}") };
        using var response = await scene.SendAsync(request);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task A_form_too_big_to_be_ours_is_refused()
    {
        var scene = await new Scene(fixture).WithProgramAsync();
        var invitation = await scene.AskAsync(Audience.Learner);
        using var posted = await scene.PostAsync(
            scene.Page(Audience.Learner), [.. Scene.Form(invitation), .. Enumerable.Range(0, 2000).Select(i => ($"f{i}", "x"))]);

        Assert.Equal(HttpStatusCode.BadRequest, posted.StatusCode);
        Assert.Empty(await scene.ResponsesAsync());
    }

    [Fact]
    public async Task A_manager_cannot_answer_for_somebody_of_another_digest()
    {
        var (mine, other) = (await new Scene(fixture).WithProgramAsync(), await new Scene(fixture).WithProgramAsync());
        await mine.AskAsync(Audience.Manager);
        using var posted = await mine.PostAsync(mine.Page(Audience.Manager), Scene.Form(await other.AskAsync(Audience.Manager)));

        Assert.Equal(HttpStatusCode.BadRequest, posted.StatusCode);
        Assert.Empty(await other.ResponsesAsync());
    }

    [Fact]
    public async Task A_manager_saves_one_person_at_a_time()
    {
        var scene = await new Scene(fixture).WithProgramAsync();
        var ada = await scene.AskAsync(Audience.Manager);
        await scene.AskAsync(Audience.Manager, "alan", "Alan Turing");
        using var posted = await scene.PostAsync(scene.Page(Audience.Manager), Scene.Form(ada, ("outcome-check-facts", "not-observed")));
        using var shown = await scene.GetAsync(new Uri(scene.Page(Audience.Manager), posted.Headers.Location!));
        using var page = await RenderedPage.ParseAsync(await shown.Content.ReadAsStringAsync(ct));

        Assert.Contains("1 of 2 answered", page.Body!.Words(), StringComparison.Ordinal);
        Assert.Equal(["differs", "not-observed", "rarely"], page.Inputs("radio").Where(radio => radio.IsChecked).Select(radio => radio.Value));
        Assert.Null(Assert.Single(await scene.ResponsesAsync()).Answers().Outcomes[0].Frequency);
    }

    [Fact]
    public async Task An_answer_is_shown_in_the_words_that_were_answered()
    {
        var scene = await new Scene(fixture).WithProgramAsync();
        using var posted = await scene.PostAsync(scene.Page(Audience.Learner), Scene.Form(await scene.AskAsync(Audience.Learner)));
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

    [Theory]
    [InlineData(InvitationState.Scheduled)]
    [InlineData(InvitationState.Closed)]
    [InlineData(InvitationState.Undeliverable)]
    [InlineData(InvitationState.Withdrawn)]
    public async Task Where_nothing_is_asked_the_page_says_so(InvitationState state)
    {
        var scene = await new Scene(fixture).WithProgramAsync();
        var invitation = await scene.AskAsync(Audience.Learner, state: state);
        using var shown = await scene.GetAsync(scene.Page(Audience.Learner));
        using var posted = await scene.PostAsync(scene.Page(Audience.Learner), Scene.Form(invitation));

        Assert.Equal([HttpStatusCode.Gone, HttpStatusCode.Gone], [shown.StatusCode, posted.StatusCode]);
        Assert.Empty(await scene.ResponsesAsync());
    }

    [Fact]
    public async Task After_the_closing_date_the_page_says_which_it_was_and_takes_nothing()
    {
        var scene = await new Scene(fixture).WithProgramAsync();
        var invitation = await scene.AskAsync(Audience.Learner);
        var expired = scene.Page(Audience.Learner, scene.System.Clock.GetUtcNow());
        using var shown = await scene.GetAsync(expired);
        using var posted = await scene.PostAsync(expired, Scene.Form(invitation));

        Assert.Equal([HttpStatusCode.Gone, HttpStatusCode.Gone], [shown.StatusCode, posted.StatusCode]);
        Assert.Contains("March 2, 2999", await shown.Content.ReadAsStringAsync(ct), StringComparison.Ordinal);
        Assert.Empty(await scene.ResponsesAsync());
    }
}
