using System.Text.RegularExpressions;
using Followup.Cards;
using Followup.Mailing.Mails;
using Followup.Responses.Pages;
using Followup.Shared.Branding;
using Followup.Shared.Keys;
using Followup.Shared.Languages;
using Microsoft.AspNetCore.Http;
using NodaTime;

namespace Followup.Tests.Approved;

/// <summary>Every mail and every page, in every language, as files beside this one.</summary>
public sealed partial class ApprovalTests
{
    private static readonly Uri Page = new("https://followup.example/s/token");
    private static readonly Uri Stop = new("https://followup.example/unsubscribe/token");
    private static readonly LocalDate LastDay = new(2026, 3, 2);
    private static readonly LocalDate Later = new(2026, 2, 23);

    public static TheoryData<string> Tags => [.. Language.All.Select(language => language.Tag)];

    [Theory]
    [MemberData(nameof(Tags))]
    public async Task Mails_are_as_approved(string tag)
    {
        List<string> texts = [];
        List<string> pages = [];
        foreach (var (name, content) in Mails(Language.Find(tag)!))
        {
            var parameters = new Dictionary<string, object?> { [nameof(MailPage.Content)] = content };
            texts.Add($"=== {name}: {content.Subject}\n=== {content.Preheader}\n\n{MailText.Of(content)}\n\n");
            pages.Add($"<!-- {name} -->\n{await RenderedPage.HtmlAsync<MailPage>(parameters)}\n");
        }

        Approval.Approve($"{tag}/mails.txt", string.Concat(texts));
        Approval.Approve($"{tag}/mails.html", string.Concat(pages));
    }

    [Theory]
    [MemberData(nameof(Tags))]
    public async Task Pages_are_as_approved(string tag)
    {
        var pages = await PagesAsync(Language.Find(tag)!);

        var html = pages.Select(page => $"<!-- {page.Name} -->\n{Style().Replace(page.Html, "<style></style>")}\n");
        Approval.Approve($"{tag}/pages.html", string.Concat(html));
    }

    [Fact]
    public void The_style_of_pages_is_as_approved() => Approval.Approve("style.css", RenderedPage.Style.Css);

    private static IEnumerable<(string Name, MailContent Content)> Mails(Language language)
    {
        yield return ("invitation to a learner", Of(Audience.Learner, MailKind.Invitation, 1));
        yield return ("reminder to a learner of two programs", Of(Audience.Learner, MailKind.Reminder, 2));
        yield return ("what a learner asked for", Of(Audience.Learner, MailKind.AsYouAsked, 1));
        yield return ("digest of three to a manager", Of(Audience.Manager, MailKind.Invitation, 3));
        yield return ("reminder to a manager of one", Of(Audience.Manager, MailKind.Reminder, 1));

        MailContent Of(Audience audience, MailKind kind, int cards)
        {
            var asked = Cards(audience, language, cards);
            var facts = new MailFacts(
                kind, Words.In(language), new Brand(), "Learning & Development", "Robin", asked, Page, Stop, LastDay);
            return MailContent.To(audience, facts);
        }
    }

    private static async Task<IReadOnlyList<(string Name, string Html)>> PagesAsync(Language language) =>
        [.. await LearnerPagesAsync(language), .. await ManagerPagesAsync(language), .. await OtherPagesAsync(language)];

    private static async Task<IReadOnlyList<(string Name, string Html)>> LearnerPagesAsync(Language language)
    {
        var cards = Cards(Audience.Learner, language, 2);
        var first = cards[0];
        var form = new FormCollection(new()
        {
            ["first"] = "yes",
            ["outcome-check-facts"] = "rarely",
            ["example"] = new string('a', 1001),
        });
        var missing = Posted(first, form, language);
        var saved = first.Answering(Samples.Answered);
        var peers = new PeersSoFar(
            new(2027, 2, 1), new(2027, 2, 8),
            [new("check-facts", Frequency.Often, 7, 10), new("protect-data", Frequency.AlmostAlways, 4, 10)]);
        var noPeers = new PeersSoFar(null, new(2027, 2, 8), []);
        return
        [
            ("learner", await Of([first], day: Later)),
            ("learner of two programs", await Of(cards)),
            ("learner who missed something", await Of([missing])),
            ("learner who saved", await Of([saved], new(PostNoticeKind.Saved, saved, peers))),
            ("learner who saved one of two, with few others", await Of([saved, cards[1]], new(PostNoticeKind.Saved, saved, noPeers))),
            ("learner who put it off", await Of([first], new(PostNoticeKind.Later, LaterOn: Later))),
            ("learner who cannot put it off", await Of([first], new(PostNoticeKind.NoLater))),
        ];

        Task<string> Of(IReadOnlyList<Card> shown, PostNotice? done = null, LocalDate? day = null) =>
            RenderedPage.HtmlAsync(Audience.Learner, shown, done, day, language);
    }

    private static async Task<IReadOnlyList<(string Name, string Html)>> ManagerPagesAsync(Language language)
    {
        var cards = Cards(Audience.Manager, language, 3);
        var first = cards[0];
        var missing = Posted(first, new FormCollection([]), language);
        var saved = first.Answering(Samples.Answered with { Barriers = [] });
        return
        [
            ("manager", await Of(cards, day: Later)),
            ("manager of one", await Of([first])),
            ("manager who missed something", await Of([missing])),
            ("manager who saved one of two", await Of([saved, cards[1]], new(PostNoticeKind.Saved, saved))),
            ("manager who saved the last", await Of([saved], new(PostNoticeKind.Saved, saved))),
            ("manager whose report it is not", await Of([first], new(PostNoticeKind.NotMyReport))),
            ("manager whose report has left", await Of([first], new(PostNoticeKind.HasLeft))),
        ];

        Task<string> Of(IReadOnlyList<Card> shown, PostNotice? done = null, LocalDate? day = null) =>
            RenderedPage.HtmlAsync(Audience.Manager, shown, done, day, language);
    }

    private static async Task<IReadOnlyList<(string Name, string Html)>> OtherPagesAsync(Language language)
    {
        return
        [
            ("not ours", await NoticeOf(Notice.NotOurs)),
            ("nothing to answer", await NoticeOf(Notice.NothingToAnswer)),
            ("not our form", await NoticeOf(Notice.NotOurForm)),
            ("closed", await NoticeOf(Notice.Closed(language.WeekdayAndDate(LastDay)))),
            ("preview", await NoticeOf(new("preview"))),
            ("stop", await StopOf(StopState.Asked)),
            ("stopped", await StopOf(StopState.Stopped)),
            ("resumed", await StopOf(StopState.Resumed)),
        ];

        Task<string> NoticeOf(Notice notice) => RenderedPage.HtmlAsync<NoticePage>(new Dictionary<string, object?>
        {
            [nameof(NoticePage.View)] = RenderedPage.View(language),
            [nameof(NoticePage.Notice)] = notice,
        });

        Task<string> StopOf(StopState state) => RenderedPage.HtmlAsync<StopPage>(new Dictionary<string, object?>
        {
            [nameof(StopPage.View)] = RenderedPage.View(language),
            [nameof(StopPage.Action)] = "/unsubscribe/token",
            [nameof(StopPage.State)] = state,
            [nameof(StopPage.Programs)] = new[] { ("ai-eval", "Evaluating AI output") },
        });
    }

    /// <summary>The card as it is shown again once this form was posted, and not taken.</summary>
    private static Card Posted(Card card, FormCollection form, Language language)
    {
        var read = AnswerForm.Read(form, Samples.Translated, card.Invitation.Mailing.Audience, Words.In(language));
        return card with { FormValues = read.FormValues, Errors = read.Errors };
    }

    /// <summary>Cards about programs of one learner, or about several people of one manager.</summary>
    private static IReadOnlyList<Card> Cards(Audience audience, Language language, int count)
    {
        string[] reports = ["Ada Lovelace", "Alan Turing", "Grace Hopper"];
        return [.. Enumerable.Range(0, count).Select(CardOf)];

        Card CardOf(int i)
        {
            var name = audience == Audience.Learner ? reports[0] : reports[i];
            return Samples.Card(audience, i + 1, name, Samples.Translated, language);
        }
    }

    [GeneratedRegex("<style>.*?</style>", RegexOptions.Singleline)]
    private static partial Regex Style();
}
