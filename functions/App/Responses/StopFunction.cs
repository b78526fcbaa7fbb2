using Followup.Mailing;
using Followup.People;
using Followup.Programs;
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
/// Stops mails. GET and HEAD ask and change nothing; POST stops them at once, from the page or by the one click of a mail program (RFC
/// 8058), or takes that back. The link still works when its mail can be answered no more. 404: not one of our links; 400: the form is not
/// ours.
/// </summary>
public sealed class StopFunction(
    LinkTokens tokens, PersonStore people, OptOuts optOuts, InvitationStore invitations, ProgramStore programs,
    OptingOut optingOut, PageResults pages)
{
    private const string OneClickField = "List-Unsubscribe";
    private const string OneClick = "One-Click";

    [Function("unsubscribe")]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", "post", Route = "unsubscribe/{token}")] HttpRequest request,
        string token)
    {
        var ct = request.HttpContext.RequestAborted;
        if (tokens.Read(token)?.Mailing is not { } mailing || await people.FindAsync(mailing.RecipientKey, ct) is not { } recipient)
        {
            return await pages.NoticeAsync(StatusCodes.Status404NotFound, pages.WordsFor(request), Notice.NotOurs);
        }
        var words = pages.WordsFor(request, recipient.Language);
        var rows = await invitations.OfAsync(mailing, ct);
        var programIds = rows.Select(row => row.ProgramId).Distinct().ToList();
        if (HttpMethods.IsPost(request.Method)) return await TakeAsync(request, mailing, programIds, words, ct);

        var stopped = await optOuts.OfAsync(recipient.Key, ct);
        var titles = await TitlesAsync(programIds, words, ct);
        return await ShowAsync(request, words, stopped.OfAll ? StopState.Stopped : StopState.Asked, titles);
    }

    private async Task<IResult> TakeAsync(
        HttpRequest request, MailingKey mailing, IReadOnlyList<string> programIds, Words words, CancellationToken ct)
    {
        var form = await request.TryReadFormAsync(ct);
        var isOneClick = (string?)form?[OneClickField] == OneClick;
        var choice = isOneClick ? StopForm.All : (string?)form?[StopForm.WhatField];
        if (choice == StopForm.Nothing)
        {
            await optingOut.ResumeAsync(mailing, ct);
            return await ShowAsync(request, words, StopState.Resumed, []);
        }
        var isOfAll = choice == StopForm.All;
        if (!isOfAll && (choice is null || !programIds.Contains(choice)))
        {
            return await pages.NoticeAsync(StatusCodes.Status400BadRequest, words, Notice.NotOurForm);
        }
        await optingOut.StopAsync(mailing, isOfAll ? null : choice, ct);
        return await ShowAsync(request, words, StopState.Stopped, []);
    }

    private Task<IResult> ShowAsync(HttpRequest request, Words words, StopState state, IReadOnlyList<(string, string)> titles) =>
        pages.ShowAsync<StopPage>(
            StatusCodes.Status200OK, pages.View(words),
            (nameof(StopPage.Action), request.Path.Value), (nameof(StopPage.State), state), (nameof(StopPage.Programs), titles));

    private async Task<IReadOnlyList<(string, string)>> TitlesAsync(
        IEnumerable<string> programIds, Words words, CancellationToken ct)
    {
        var found = await Task.WhenAll(programIds.Select(id => programs.FindAsync(id, ct)));
        return [.. found.OfType<StoredProgram>().Select(program => (program.Id, program.Definition.In(words.Language).Title))];
    }
}
