using Followup.Programs;
using Followup.Responses.Pages;
using Followup.Shared;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Followup.Responses;

/// <summary>
/// The page behind the link of a mail. GET and HEAD show it and change nothing, however often a scanner follows the link; POST saves one card.
/// 404: not one of our links; 410: it has closed; 422: something is missing; 400: the form is not ours; 303: saved.
/// </summary>
public sealed class PageFunction(LinkTokens tokens, CardDeck deck, ProgramStore programs, ResponseStore responses, Html html, TimeProvider time)
{
    [Function("page")]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", "post", Route = "s/{token}")] HttpRequest request, string token)
    {
        // not a parameter: the host fills parameters from the query by their names, so ?ct=x would be an error of ours
        var ct = request.HttpContext.RequestAborted;
        if (tokens.Read(token) is not { } link) return await NoticeAsync(StatusCodes.Status404NotFound, Notice.NotOurs);
        if (link.Expires <= time.GetUtcNow()) return await NoticeAsync(StatusCodes.Status410Gone, Notice.Closed(link.Mailing));
        var cards = await deck.OfAsync(link.Mailing, ct);
        if (cards.Count == 0) return await NoticeAsync(StatusCodes.Status410Gone, Notice.NothingToAnswer);
        if (HttpMethods.IsPost(request.Method)) return await SaveAsync(request, link.Mailing, cards, ct);
        return await PageAsync(StatusCodes.Status200OK, link.Mailing, cards, JustSaved(request, cards));
    }

    private async Task<IResult> SaveAsync(HttpRequest request, MailingKey mailing, IReadOnlyList<Card> cards, CancellationToken ct)
    {
        if (await FormAsync(request, ct) is not { } form) return await NoticeAsync(StatusCodes.Status400BadRequest, Notice.NotOurForm);
        var card = cards.FirstOrDefault(card => card.Id == form[AnswerForm.CardField]);
        if (card is null || !int.TryParse(form[AnswerForm.VersionField], out var version)
            || await programs.FindAsync(card.Invitation.ProgramId, version, ct) is not { } program)
            return await NoticeAsync(StatusCodes.Status400BadRequest, Notice.NotOurForm);
        Posted posted;
        try
        {
            posted = AnswerForm.Read(form, program.Definition, mailing.Audience);
        }
        catch (FormatException)
        {
            return await NoticeAsync(StatusCodes.Status400BadRequest, Notice.NotOurForm);
        }
        if (posted.Errors.Count > 0)
        {
            var corrected = cards.Select(other => other == card
                ? card with { Program = program, Answers = posted.Answers, Errors = posted.Errors }
                : other).ToList();
            return await PageAsync(StatusCodes.Status422UnprocessableEntity, mailing, corrected, null);
        }
        await responses.SaveAsync(card.Invitation, program.Version, posted.Answers, ct);
        return new SeeOther($"{request.Path}?saved={card.Number}#saved");
    }

    /// <summary>Null where there is none, or one larger than a form of ours ever is.</summary>
    private static async Task<IFormCollection?> FormAsync(HttpRequest request, CancellationToken ct)
    {
        try
        {
            return request.HasFormContentType ? await request.ReadFormAsync(ct) : null;
        }
        catch (Exception e) when (e is InvalidDataException or BadHttpRequestException)
        {
            return null;
        }
    }

    private static Card? JustSaved(HttpRequest request, IReadOnlyList<Card> cards) =>
        int.TryParse(request.Query["saved"], out var number) ? cards.FirstOrDefault(card => card.Number == number && card.Saved) : null;

    private async Task<IResult> PageAsync(int status, MailingKey mailing, IReadOnlyList<Card> cards, Card? justSaved)
    {
        var parameters = new Dictionary<string, object?> { ["Mailing"] = mailing, ["Cards"] = cards, ["JustSaved"] = justSaved };
        return new HtmlPage(status, mailing.Audience == Audience.Learner
            ? await html.RenderAsync<LearnerPage>(parameters)
            : await html.RenderAsync<ManagerPage>(parameters));
    }

    private async Task<IResult> NoticeAsync(int status, Notice notice) =>
        new HtmlPage(status, await html.RenderAsync<NoticePage>(new Dictionary<string, object?> { ["Notice"] = notice }));
}
