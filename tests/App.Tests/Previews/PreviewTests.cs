using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Followup.Shared.Keys;
using Followup.Shared.Languages;
using Followup.Shared.Links;

namespace Followup.Tests.Previews;

/// <summary>What HR sees before anybody is asked.</summary>
public sealed class PreviewTests(SystemFixture fixture)
{
    private readonly CancellationToken ct = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(
        "",
        "en",
        "How is it going since “A program”?",
        "In the last two weeks, was there occasion in your work to use what you learned?")]
    [InlineData(
        "?audience=learner&language=de",
        "de",
        "Wie läuft es seit „A program“?",
        "Gab es in den letzten zwei Wochen bei Ihrer Arbeit Gelegenheit, das Gelernte anzuwenden?")]
    [InlineData(
        "?audience=manager&language=en",
        "en",
        "What do you see in your team’s work since the training?",
        "In the last two weeks, how often did you see Alex do this?")]
    public async Task Mail_and_page_are_shown_as_they_will_be(string query, string language, string subject, string question)
    {
        using var preview = await OpenAsync($"api/programs/{await fixture.NewProgramAsync()}/preview{query}");
        var frames = preview.QuerySelectorAll<IHtmlInlineFrameElement>("iframe").Select(frame => frame.ContentHtml!).ToList();
        using var mail = await RenderedPage.ParseAsync(frames[0]);
        using var page = await RenderedPage.ParseAsync(frames[1]);

        Assert.Equal(subject, preview.QuerySelector("h1")!.Words());
        Assert.Contains(subject, mail.Title, StringComparison.Ordinal);
        Assert.Contains("/preview/", preview.QuerySelector("pre")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(language, mail.DocumentElement.GetAttribute("lang"));
        Assert.Equal(language, page.DocumentElement.GetAttribute("lang"));
        Assert.Equal(question, page.QuerySelector("legend")!.Words());
        // no script, no form
        Assert.All(preview.QuerySelectorAll("iframe"), frame => Assert.Equal("", frame.GetAttribute("sandbox")));
    }

    [Theory]
    [InlineData("?audience=boss", "audience")]
    [InlineData("?language=it", "language")]
    public async Task What_there_is_no_preview_for_is_named(string query, string field)
    {
        var refused = await fixture.SendAsync(HttpMethod.Get, $"api/programs/{await fixture.NewProgramAsync()}/preview{query}");

        Assert.Equal((HttpStatusCode.BadRequest, field), (refused.Status, Assert.Single(refused.Errors).Field));
    }

    [Fact]
    public async Task There_is_no_preview_of_what_nobody_is_asked_about()
    {
        var id = $"p-{Guid.NewGuid():n}";
        await fixture.PutProgramAsync(id, """{"title":"T"}""");

        Answered[] answers =
        [
            await fixture.SendAsync(HttpMethod.Get, $"api/programs/{id}/preview"),
            await fixture.SendAsync(HttpMethod.Get, "api/programs/no-such/preview"),
            await TestMailAsync(id, """{"to":"x"}"""),
        ];
        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.NotFound, answer.Status));
    }

    [Fact]
    public async Task A_test_mail_brings_both_mails_to_the_asker_with_links_that_save_nothing()
    {
        var program = await fixture.NewProgramAsync();
        var person = (await fixture.NewPeopleAsync())[0];

        var accepted = await TestMailAsync(program, $$"""{"to":"{{person}}","language":"fr"}""");
        Assert.Equal(HttpStatusCode.Accepted, accepted.Status);

        var mails = fixture.System.Mails.Box.All()
            .Where(mail => mail.To.StartsWith(person, StringComparison.OrdinalIgnoreCase))
            .ToList();
        Assert.Equal(
            [
                "Où en êtes-vous depuis « A program » ?",
                "Que voyez-vous dans le travail de votre équipe depuis la formation ?",
            ],
            mails.Select(mail => mail.Subject.Replace('\u00a0', ' ')));
        foreach (var link in mails.SelectMany(mail => mail.Links).Distinct()) await AssertSavesNothingAsync(new(link));

        async Task AssertSavesNothingAsync(Uri link)
        {
            using var got = await fixture.Http.GetAsync(link, ct);
            Assert.Equal(HttpStatusCode.OK, got.StatusCode);
            using var page = await RenderedPage.ParseAsync(await got.Content.ReadAsStringAsync(ct));
            Assert.Contains("Ceci est un aperçu", page.QuerySelector(".note")!.Words(), StringComparison.Ordinal);
            using var content = new FormUrlEncodedContent([new("first", "yes"), new("instead", "has-left")]);
            using var posted = await fixture.Http.PostAsync(link, content, ct);
            Assert.Contains("Ceci est un aperçu", await posted.Content.ReadAsStringAsync(ct), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("""{}""", "to")]
    [InlineData("""{"to":"nobody@elsewhere.example"}""", "to")]
    [InlineData("""{"to":"nobody@elsewhere.example","language":"it"}""", "language")]
    [InlineData("""{"too":"x"}""", "too")]
    public async Task A_test_mail_goes_only_to_people_we_know(string body, string field)
    {
        var before = MailsElsewhere();
        var refused = await TestMailAsync(await fixture.NewProgramAsync(), body);

        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Contains(field, refused.Errors.Select(error => error.Field));
        Assert.Equal(before, MailsElsewhere());

        int MailsElsewhere() => fixture.System.Mails.Box.All()
            .Count(mail => mail.To.EndsWith("elsewhere.example", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_link_of_a_preview_opens_no_check_in_and_that_of_a_check_in_no_preview()
    {
        var scene = await new Scene(fixture).WithProgramAsync();
        await scene.AskAsync(Audience.Learner);
        var token = scene.Page(Audience.Learner).Segments[^1];
        var previewLink = scene.Service<LinkTokens>().PreviewLinkTo(
            scene.ProgramId, Audience.Learner, Language.English, DateTimeOffset.MaxValue);
        var preview = previewLink.Segments[^1];

        foreach (var address in new[] { $"preview/{token}", $"s/{preview}", $"unsubscribe/{preview}", "preview/x" })
        {
            using var got = await fixture.Http.GetAsync(new Uri(address, UriKind.Relative), ct);
            Assert.Equal(HttpStatusCode.NotFound, got.StatusCode);
        }
    }

    private Task<Answered> TestMailAsync(string program, string body) =>
        fixture.SendAsync(HttpMethod.Post, $"api/programs/{program}/test-mail", body, "application/json");

    private async Task<IDocument> OpenAsync(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("x-functions-key", fixture.System.FunctionKey);
        using var got = await fixture.Http.SendAsync(request, ct);
        Assert.Equal(HttpStatusCode.OK, got.StatusCode);
        return await RenderedPage.ParseAsync(await got.Content.ReadAsStringAsync(ct));
    }
}
