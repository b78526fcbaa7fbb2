using Followup.Programs;
using Followup.Responses.Pages;
using Followup.Shared.Branding;
using Followup.Shared.Http;
using Followup.Shared.Keys;
using Followup.Shared.Languages;
using Followup.Shared.Links;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Followup.Previews;

/// <summary>What a program will look like, before anybody is asked.</summary>
public sealed class PreviewFunctions(ProgramStore programs, PreviewComposer composer, LinkTokens tokens, PageResults pages, PageStyle style, Html html, Brand brand, TimeProvider time)
{
    /// <summary>Mail and page side by side: <c>audience</c> learner (default) or manager, <c>language</c> one of ours.</summary>
    [Function("program-preview")]
    public async Task<IResult> ShowAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/programs/{id}/preview")] HttpRequest request, string id)
    {
        List<FieldError> errors = [];
        var audience = (string?)request.Query["audience"] is { Length: > 0 } who ? AudienceKey.TryParse(who) : Audience.Learner;
        if (audience is null) errors.Add(new("audience", "This is learner or manager."));
        var language = LanguageField.Read(request.Query["language"], brand.DefaultLanguage, errors);
        if (errors.Count > 0) return Problems.BadRequest("There is no such preview.", errors);
        if (await programs.FindAsync(id, request.HttpContext.RequestAborted) is not { } program)
            return Problems.NotFound($"There is no program '{id}'.");
        if (program.Definition.IsCompletionDataOnly) return Problems.NotFound($"The program '{id}' is completion data only: nobody is asked about it.");

        var words = Words.In(language!);
        var (mail, page) = (await composer.MailAsync(program, audience!.Value, words), await composer.PageAsync(program, audience.Value, words, isFramed: true));
        // a browser has the function key in the address: its links keep it
        var key = (string?)request.Query["code"] is { Length: > 0 } code ? $"&code={Uri.EscapeDataString(code)}" : "";
        // mails have their styles at each element; scripts are forbidden all the same
        return new HtmlPage(StatusCodes.Status200OK, await html.RenderAsync<PreviewPage>(new Dictionary<string, object?>
        {
            ["View"] = pages.View(words, $"&audience={audience.Value.ToKey()}{key}") with { Parameter = "language" },
            ["Mail"] = mail,
            ["Page"] = page,
            ["Other"] = $"?audience={(audience == Audience.Learner ? Audience.Manager : Audience.Learner).ToKey()}&language={language!.Tag}{key}",
        }), "unsafe-inline", frames: true);
    }

    /// <summary>The page behind the link of a test mail. POST saves nothing and says so.</summary>
    [Function("preview")]
    public async Task<IResult> OpenAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", "post", Route = "preview/{token}")] HttpRequest request, string token)
    {
        var ct = request.HttpContext.RequestAborted;
        if (tokens.ReadPreview(token) is not { } preview || preview.Expires <= time.GetUtcNow() || await programs.FindAsync(preview.ProgramId, ct) is not { } program)
            return await pages.NoticeAsync(StatusCodes.Status404NotFound, pages.WordsFor(request), Notice.NotOurs);
        var words = pages.WordsFor(request, preview.Language);
        return HttpMethods.IsPost(request.Method)
            ? await pages.NoticeAsync(StatusCodes.Status200OK, words, new("preview"))
            : new HtmlPage(StatusCodes.Status200OK, await composer.PageAsync(program, preview.Audience, words), style.Hash);
    }
}
