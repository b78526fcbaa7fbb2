using Followup.Cards;
using Followup.Followups;
using Followup.Mailing;
using Followup.People;
using Followup.Responses.Pages;
using Followup.Rows;
using Followup.Shared.Http;
using Followup.Shared.Keys;
using Followup.Shared.Languages;
using Followup.Shared.Links;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Followup.Responses;

/// <summary>
/// The page behind the link of a mail. GET and HEAD show it and change nothing, however often a scanner follows the link; POST saves one card, or does what may be
/// done instead. 404: not one of our links; 410: it has closed; 422: something is missing; 400: the form is not ours; 303: done.
/// </summary>
public sealed class PageFunction(
    LinkTokens tokens, PersonStore people, InvitationStore invitations, CardDeck deck, PagePosts posts, PeersSoFarReader peers, Postponing postponing,
    PageResults pages, TimeProvider time)
{
    private static readonly string[] Kept = ["card", "first", "done"];

    [Function("page")]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", "post", Route = "s/{token}")] HttpRequest request, string token)
    {
        // not a parameter: the worker fills those from the query by their names, so ?ct=x would be an error of ours
        var ct = request.HttpContext.RequestAborted;
        if (tokens.Read(token) is not { Mailing: var mailing, Expires: var expires })
            return await pages.NoticeAsync(StatusCodes.Status404NotFound, pages.WordsFor(request), Notice.NotOurs);
        var recipient = await people.FindAsync(mailing.RecipientKey, ct);
        var words = pages.WordsFor(request, recipient?.Language);
        if (expires <= time.GetUtcNow()) return await ClosedAsync(mailing, words);

        var rows = await invitations.OfAsync(mailing, ct);
        var cards = await deck.OfAsync(rows.Where(row => row.IsShown), words, ct);
        if (HttpMethods.IsPost(request.Method) && cards.Count > 0)
            return await posts.TakeAsync(request, mailing, cards, words, ct) switch
            {
                { Refused: { } refused } => await ShowAsync(StatusCodes.Status422UnprocessableEntity, request, mailing, rows, refused, words, null, ct),
                { Done: { } done } => new SeeOther($"{request.Path}?lang={words.Language.Tag}&done={done}#{ErrorSummary.DoneBlock}"),
                _ => await pages.NoticeAsync(StatusCodes.Status400BadRequest, words, Notice.NotOurForm),
            };
        var shown = await DoneAsync(request, mailing, rows, cards, ct);
        if (cards.Count > 0) return await ShowAsync(StatusCodes.Status200OK, request, mailing, rows, Preselected(request, cards, mailing.Audience), words, shown, ct);
        if (rows.Exists(row => row.State == InvitationState.OptedOut))
            return await pages.ShowAsync<StopPage>(StatusCodes.Status200OK, pages.View(words), ("Action", $"/unsubscribe/{token}"), ("State", StopState.Stopped));
        return rows.Exists(row => row.State == InvitationState.Closed)
            ? await ClosedAsync(mailing, words)
            : await pages.NoticeAsync(StatusCodes.Status410Gone, words, Notice.NothingToAnswer, shown);
    }

    private Task<IResult> ClosedAsync(MailingKey mailing, Words words) =>
        pages.NoticeAsync(StatusCodes.Status410Gone, words, Notice.Closed(words.Language.WeekdayAndDate(DueDay.LastDayOf(mailing))));

    /// <summary>A link of the mail only fills in what is not answered yet.</summary>
    private static IReadOnlyList<Card> Preselected(HttpRequest request, IReadOnlyList<Card> cards, Audience audience) =>
        [.. cards.Select(card => card.Name == request.Query["card"] && !card.Saved
            ? card with { FormValues = FormValues.Preselected(request.Query["first"], card.Program.Definition, audience) } : card)];

    private async Task<PostNotice?> DoneAsync(HttpRequest request, MailingKey mailing, IReadOnlyList<InvitationRow> rows, IReadOnlyList<Card> cards, CancellationToken ct)
    {
        var done = (string?)request.Query["done"];
        if (cards.FirstOrDefault(card => card.Saved && card.Name == done) is { } saved)
            return new(PostNoticeKind.Saved, saved, mailing.Audience == Audience.Learner ? await peers.OfAsync(saved.Invitation, saved.Program.Definition, ct) : null);
        return done switch
        {
            InsteadField.Later when await postponing.PostponedToAsync(mailing, rows, ct) is { } day => new(PostNoticeKind.Later, LaterOn: day),
            InsteadField.Later => new(PostNoticeKind.NoLater),
            InsteadField.NotMyReport => new(PostNoticeKind.NotMyReport),
            InsteadField.HasLeft => new(PostNoticeKind.HasLeft),
            _ => null,
        };
    }

    private async Task<IResult> ShowAsync(
        int status, HttpRequest request, MailingKey mailing, IReadOnlyList<InvitationRow> rows, IReadOnlyList<Card> cards, Words words, PostNotice? done, CancellationToken ct)
    {
        var kept = string.Concat(Kept.Where(name => request.Query.ContainsKey(name)).Select(name => $"&{name}={Uri.EscapeDataString(request.Query[name]!)}"));
        (string, object?)[] parameters =
            [("Mailing", mailing), ("Cards", cards), (nameof(LearnerPage.PostNotice), done), ("PostponableTo", await postponing.OfferAsync(mailing, rows, ct))];
        return mailing.Audience == Audience.Learner
            ? await pages.ShowAsync<LearnerPage>(status, pages.View(words, kept), parameters)
            : await pages.ShowAsync<ManagerPage>(status, pages.View(words, kept), parameters);
    }
}
