using System.Net;
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
        string[] queries =
        [
            "",
            "?outcome-check-facts=often&outcome-protect-data=often",
            "?done=later",
            "?done=has-left",
            "?lang=de",
            $"?card={Scene.NameOf(invitation)}&first=often",
        ];
        foreach (var query in queries)
        {
            foreach (var method in new[] { HttpMethod.Get, HttpMethod.Head })
            {
                using var request = new HttpRequestMessage(method, new Uri(scene.Page(audience) + query));
                using var response = await scene.SendAsync(request);
                Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            }
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
            "^default-src 'none'; style-src 'sha256-[A-Za-z0-9+/=]{44}'; img-src 'self'; form-action 'self'; "
                + "base-uri 'none'; frame-ancestors 'none'$",
            Header("Content-Security-Policy"));

        string Header(string name) => string.Join(", ", response.Headers.GetValues(name));
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

    [Theory]
    [InlineData("x")]
    [InlineData("k1.a.b")]
    [InlineData("local..")]
    [InlineData("%3Cscript%3E")]
    public async Task What_is_no_link_of_ours_gets_a_plain_page(string token)
    {
        using var response = await fixture.Http.GetAsync(new Uri($"s/{token}", UriKind.Relative), ct);
        var html = await response.Content.ReadAsStringAsync(ct);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Contains("<h1>This link does not work</h1>", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>", html, StringComparison.Ordinal);
    }
}
