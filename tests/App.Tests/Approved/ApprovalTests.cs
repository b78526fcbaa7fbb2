using System.Text.RegularExpressions;
using Followup.Cards;
using Followup.Mailing.Mails;
using Followup.Responses.Pages;
using Followup.Shared.Branding;
using Followup.Shared.Keys;
using Followup.Shared.Languages;
using NodaTime;

namespace Followup.Tests.Approved;

/// <summary>Every mail and every page, in every language, as files beside this one.</summary>
public sealed partial class ApprovalTests
{
    private static readonly Uri Page = new("https://followup.example/s/token"), Stop = new("https://followup.example/unsubscribe/token");

    public static TheoryData<string> Tags => [.. Language.All.Select(language => language.Tag)];

    [Theory]
    [MemberData(nameof(Tags))]
    public async Task Mails_are_as_approved(string tag)
    {
        List<string> text = [], html = [];
        foreach (var (name, content) in Mails(Language.Find(tag)!))
        {
            text.Add($"=== {name}: {content.Subject}\n=== {content.Preheader}\n\n{MailText.Of(content)}\n\n");
            html.Add($"<!-- {name} -->\n{await RenderedPage.HtmlAsync<MailPage>(new Dictionary<string, object?> { ["Content"] = content })}\n");
        }

        Approval.Approve($"{tag}/mails.txt", string.Concat(text));
        Approval.Approve($"{tag}/mails.html", string.Concat(html));
    }

    [Theory]
    [MemberData(nameof(Tags))]
    public async Task Pages_are_as_approved(string tag)
    {
        var pages = await PagesAsync(Language.Find(tag)!);

        Approval.Approve($"{tag}/pages.html", string.Concat(pages.Select(page => $"<!-- {page.Name} -->\n{Style().Replace(page.Html, "<style></style>")}\n")));
    }

    [Fact]
    public void The_style_of_pages_is_as_approved() => Approval.Approve("style.css", RenderedPage.Style.Css);

    private static IEnumerable<(string Name, MailContent Content)> Mails(Language language)
    {
        MailContent Of(Audience audience, MailKind kind, int cards) => MailContent.To(audience, new(
            kind, Words.In(language), new Brand(),
            "Learning & Development", "Robin", Cards(audience, language, cards),
            Page, Stop, new(2026, 3, 2)));
        yield return ("invitation to a learner", Of(Audience.Learner, MailKind.Invitation, 1));
        yield return ("reminder to a learner of two programs", Of(Audience.Learner, MailKind.Reminder, 2));
        yield return ("what a learner asked for", Of(Audience.Learner, MailKind.AsYouAsked, 1));
        yield return ("digest of three to a manager", Of(Audience.Manager, MailKind.Invitation, 3));
        yield return ("reminder to a manager of one", Of(Audience.Manager, MailKind.Reminder, 1));
    }

    private static async Task<IReadOnlyList<(string Name, string Html)>> PagesAsync(Language language)
    {
        var words = Words.In(language);
        var (learner, manager) = (Cards(Audience.Learner, language, 2), Cards(Audience.Manager, language, 3));
        var missing = AnswerForm.Read(new Microsoft.AspNetCore.Http.FormCollection(new() { ["first"] = "yes", ["outcome-check-facts"] = "rarely", ["example"] = new string('a', 1001) }),
            Samples.Translated, Audience.Learner, words);
        var nothing = AnswerForm.Read(new Microsoft.AspNetCore.Http.FormCollection([]), Samples.Translated, Audience.Manager, words);
        var saved = learner[0].Answering(Samples.Answered);
        var group = new PeersSoFar([new(Samples.CheckFacts, 7, 10), new(Samples.ProtectData, 4, 10)]);
        var seen = manager[0].Answering(Samples.Answered with { Barriers = [] });
        LocalDate later = new(2026, 2, 23);
        Task<string> Of(Audience audience, IReadOnlyList<Card> cards, PostNotice? done = null, LocalDate? day = null) => RenderedPage.HtmlAsync(audience, cards, done, day, language);
        Task<string> NoticeOf(Notice notice) => RenderedPage.HtmlAsync<NoticePage>(new Dictionary<string, object?> { ["View"] = RenderedPage.View(language), ["Notice"] = notice });
        Task<string> StopOf(StopState state) => RenderedPage.HtmlAsync<StopPage>(new Dictionary<string, object?>
        {
            ["View"] = RenderedPage.View(language),
            ["Action"] = "/unsubscribe/token",
            ["State"] = state,
            ["Programs"] = new[] { ("ai-eval", "Evaluating AI output") },
        });
        return
        [
            ("learner", await Of(Audience.Learner, [learner[0]], day: later)),
            ("learner of two programs", await Of(Audience.Learner, learner)),
            ("learner who missed something", await Of(Audience.Learner, [learner[0] with { FormValues = missing.FormValues, Errors = missing.Errors }])),
            ("learner who saved", await Of(Audience.Learner, [saved], new(PostNoticeKind.Saved, saved, group))),
            ("learner who saved one of two, with few others", await Of(Audience.Learner, [saved, learner[1]], new(PostNoticeKind.Saved, saved, new([])))),
            ("learner who put it off", await Of(Audience.Learner, [learner[0]], new(PostNoticeKind.Later, LaterOn: later))),
            ("learner who cannot put it off", await Of(Audience.Learner, [learner[0]], new(PostNoticeKind.NoLater))),
            ("manager", await Of(Audience.Manager, manager, day: later)),
            ("manager of one", await Of(Audience.Manager, [manager[0]])),
            ("manager who missed something", await Of(Audience.Manager, [manager[0] with { FormValues = nothing.FormValues, Errors = nothing.Errors }])),
            ("manager who saved one of two", await Of(Audience.Manager, [seen, manager[1]], new(PostNoticeKind.Saved, seen))),
            ("manager who saved the last", await Of(Audience.Manager, [seen], new(PostNoticeKind.Saved, seen))),
            ("manager whose report it is not", await Of(Audience.Manager, [manager[0]], new(PostNoticeKind.NotMyReport))),
            ("manager whose report has left", await Of(Audience.Manager, [manager[0]], new(PostNoticeKind.HasLeft))),
            ("not ours", await NoticeOf(Notice.NotOurs)),
            ("nothing to answer", await NoticeOf(Notice.NothingToAnswer)),
            ("not our form", await NoticeOf(Notice.NotOurForm)),
            ("closed", await NoticeOf(Notice.Closed(language.WeekdayAndDate(new(2026, 3, 2))))),
            ("preview", await NoticeOf(new("preview"))),
            ("stop", await StopOf(StopState.Asked)),
            ("stopped", await StopOf(StopState.Stopped)),
            ("resumed", await StopOf(StopState.Resumed)),
        ];
    }

    private static IReadOnlyList<Card> Cards(Audience audience, Language language, int count) =>
        [.. new[] { "Ada Lovelace", "Alan Turing", "Grace Hopper" }.Take(count).Select((name, i) => Samples.Card(audience, i + 1, audience == Audience.Learner ? "Ada Lovelace" : name, Samples.Translated, language))];

    [GeneratedRegex("<style>.*?</style>", RegexOptions.Singleline)]
    private static partial Regex Style();
}
