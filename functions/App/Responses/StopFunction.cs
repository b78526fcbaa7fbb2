using Followup.Mailing;
using Followup.People;
using Followup.Programs;
using Followup.Responses.Pages;
using Followup.Rows;
using Followup.Shared.Http;
using Followup.Shared.Languages;
using Followup.Shared.Links;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Followup.Responses;

/// <summary>
/// Stops mails. GET and HEAD ask and change nothing; POST stops them at once, from the page or by the one click of a mail program (RFC 8058), and takes that back. The
/// link works after its mail has closed. 404: not one of our links; 400: the form is not ours.
/// </summary>
public sealed class StopFunction(
    LinkTokens tokens, PersonStore people, OptOuts optOuts, InvitationStore invitations, ProgramStore programs, OptingOut optingOut, PageResults pages)
{
    private const string OneClickField = "List-Unsubscribe", OneClick = "One-Click";

    [Function("unsubscribe")]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", "post", Route = "unsubscribe/{token}")] HttpRequest request, string token)
    {
        var ct = request.HttpContext.RequestAborted;
        if (tokens.Read(token)?.Mailing is not { } mailing || await people.FindAsync(mailing.RecipientKey, ct) is not { } recipient)
            return await pages.NoticeAsync(StatusCodes.Status404NotFound, pages.WordsFor(request), Notice.NotOurs);
        var words = pages.WordsFor(request, recipient.Language);
        var asked = (await invitations.OfAsync(mailing, ct)).Select(row => row.ProgramId).Distinct().ToList();
        if (!HttpMethods.IsPost(request.Method))
            return await ShowAsync(request, words, (await optOuts.OfAsync(recipient.Key, ct)).OfAll ? StopState.Stopped : StopState.Asked, await TitlesAsync(asked, words, ct));

        var form = await request.TryReadFormAsync(ct);
        var what = (string?)form?[OneClickField] == OneClick ? StopForm.All : (string?)form?[StopForm.WhatField];
        if (what == StopForm.Nothing)
        {
            await optingOut.ResumeAsync(mailing, ct);
            return await ShowAsync(request, words, StopState.Resumed, []);
        }
        if (what != StopForm.All && (what is null || !asked.Contains(what))) return await pages.NoticeAsync(StatusCodes.Status400BadRequest, words, Notice.NotOurForm);
        await optingOut.StopAsync(mailing, what == StopForm.All ? null : what, ct);
        return await ShowAsync(request, words, StopState.Stopped, []);
    }

    private Task<IResult> ShowAsync(HttpRequest request, Words words, StopState state, IReadOnlyList<(string, string)> titles) =>
        pages.ShowAsync<StopPage>(StatusCodes.Status200OK, pages.View(words), ("Action", request.Path.Value), ("State", state), ("Programs", titles));

    private async Task<IReadOnlyList<(string, string)>> TitlesAsync(IEnumerable<string> ids, Words words, CancellationToken ct) =>
        [.. (await Task.WhenAll(ids.Select(id => programs.FindAsync(id, ct)))).OfType<StoredProgram>().Select(program => (program.Id, program.Definition.In(words.Language).Title))];
}
