using System.Diagnostics;
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
/// The page behind the link of a mail. GET and HEAD show it and change nothing, however often a scanner follows the link; POST saves one
/// card, or does what may be done instead. 404: not one of our links; 410: the page has closed; 422: something is missing; 400: the form is
/// not ours; 303: done.
/// </summary>
public sealed class PageFunction(
    LinkTokens tokens, PersonStore people, InvitationStore invitations, CardDeck deck,
    PagePosts posts, PeersSoFarReader peers, Postponing postponing,
    PageResults pages, TimeProvider time)
{
    /// <summary>What a change of language keeps of the address.</summary>
    private static readonly string[] KeptInAddress = ["card", "first", "done"];

    [Function("page")]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", "post", Route = "s/{token}")] HttpRequest request, string token)
    {
        // not a parameter: the worker fills those from the query by their names, so ?ct=x would be an error of ours
        var ct = request.HttpContext.RequestAborted;
        if (tokens.Read(token) is not { Mailing: var mailing, Expires: var expires })
        {
            return await pages.NoticeAsync(StatusCodes.Status404NotFound, pages.WordsFor(request), Notice.NotOurs);
        }
        var recipient = await people.FindAsync(mailing.RecipientKey, ct);
        var words = pages.WordsFor(request, recipient?.Language);
        if (expires <= time.GetUtcNow()) return await ClosedAsync(mailing, words);

        var rows = await invitations.OfAsync(mailing, ct);
        var visit = new Visit(request, token, mailing, recipient, rows, words, time.GetUtcNow());
        if (visit.Shown.Count == 0) return await NothingToShowAsync(visit, ct);
        return HttpMethods.IsPost(request.Method) ? await PostedAsync(visit, ct) : await OpenedAsync(visit, ct);
    }

    private async Task<IResult> PostedAsync(Visit visit, CancellationToken ct)
    {
        var (request, words) = (visit.Request, visit.Words);
        return await posts.TakeAsync(visit, ct) switch
        {
            PostResult.Done done => new SeeOther($"{request.Path}?lang={words.Language.Tag}&done={done.What}#{ErrorSummary.DoneBlock}"),
            PostResult.Refused refused =>
                await ShowAsync(StatusCodes.Status422UnprocessableEntity, visit, refused.Cards, notice: null),
            PostResult.NotOurs => await pages.NoticeAsync(StatusCodes.Status400BadRequest, words, Notice.NotOurForm),
            _ => throw new UnreachableException(),
        };
    }

    private async Task<IResult> OpenedAsync(Visit visit, CancellationToken ct)
    {
        var cards = await deck.OfAsync(visit.Shown, visit.Recipient, visit.Words, ct);
        if (cards.Count == 0) return await NothingToShowAsync(visit, ct);
        var notice = await PostNoticeAsync(visit, cards, ct);
        return await ShowAsync(StatusCodes.Status200OK, visit, Preselected(visit, cards), notice);
    }

    private async Task<IResult> NothingToShowAsync(Visit visit, CancellationToken ct)
    {
        if (visit.Rows.Any(row => row.State == InvitationState.OptedOut))
        {
            return await pages.ShowAsync<StopPage>(
                StatusCodes.Status200OK, pages.View(visit.Words),
                (nameof(StopPage.Action), $"/unsubscribe/{visit.Token}"), (nameof(StopPage.State), StopState.Stopped));
        }
        var isClosed = visit.Rows.Any(row => row.State == InvitationState.Closed || row.ClosesAt <= time.GetUtcNow());
        if (isClosed) return await ClosedAsync(visit.Mailing, visit.Words);
        var notice = await PostNoticeAsync(visit, [], ct);
        return await pages.NoticeAsync(StatusCodes.Status410Gone, visit.Words, Notice.NothingToAnswer, notice);
    }

    private Task<IResult> ClosedAsync(MailingKey mailing, Words words)
    {
        var lastDay = words.Language.WeekdayAndDate(DueDay.LastDayOf(mailing));
        return pages.NoticeAsync(StatusCodes.Status410Gone, words, Notice.Closed(lastDay));
    }

    /// <summary>The cards, with the first answer that a link of the mail fills in where nothing is answered yet.</summary>
    private static IReadOnlyList<Card> Preselected(Visit visit, IReadOnlyList<Card> cards)
    {
        var query = visit.Request.Query;
        return [.. cards.Select(card => card.Name == query["card"] && !card.Saved ? WithFirst(card) : card)];

        Card WithFirst(Card card) => card with
        {
            FormValues = FormValues.Preselected(query["first"], card.Program.Definition, visit.Mailing.Audience),
        };
    }

    /// <summary>What became of the post that led here; null where none did.</summary>
    private async Task<PostNotice?> PostNoticeAsync(Visit visit, IReadOnlyList<Card> cards, CancellationToken ct)
    {
        var done = (string?)visit.Request.Query["done"];
        if (cards.FirstOrDefault(card => card.Saved && card.Name == done) is { } saved)
        {
            var group = visit.Mailing.Audience == Audience.Learner
                ? await peers.OfAsync(saved.Invitation.ProgramId, saved.Invitation.Wave, ct)
                : null;
            return new(PostNoticeKind.Saved, saved, group);
        }
        switch (done)
        {
            case InsteadField.Later:
                var day = postponing.PostponedTo(visit.Rows, visit.Recipient);
                return day is null ? new(PostNoticeKind.NoLater) : new(PostNoticeKind.Later, LaterOn: day);
            case InsteadField.NotMyReport:
                return new(PostNoticeKind.NotMyReport);
            case InsteadField.HasLeft:
                return new(PostNoticeKind.HasLeft);
            default:
                return null;
        }
    }

    private async Task<IResult> ShowAsync(int status, Visit visit, IReadOnlyList<Card> cards, PostNotice? notice)
    {
        var view = pages.View(visit.Words, KeptOf(visit.Request.Query));
        // the learner's page and the manager's have the same parameters
        (string, object?)[] parameters =
        [
            (nameof(LearnerPage.Mailing), visit.Mailing),
            (nameof(LearnerPage.Cards), cards),
            (nameof(LearnerPage.PostNotice), notice),
            (nameof(LearnerPage.PostponableTo), postponing.Offer(visit.Mailing, visit.Rows, visit.Recipient)),
        ];
        return visit.Mailing.Audience == Audience.Learner
            ? await pages.ShowAsync<LearnerPage>(status, view, parameters)
            : await pages.ShowAsync<ManagerPage>(status, view, parameters);
    }

    private static string KeptOf(IQueryCollection query)
    {
        var kept = KeptInAddress.Where(query.ContainsKey);
        return string.Concat(kept.Select(name => $"&{name}={Uri.EscapeDataString(query[name]!)}"));
    }
}
