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
public sealed class PreviewFunctions(
    ProgramStore programs, PreviewComposer composer, LinkTokens tokens, PageResults pages, PageStyle style, Html html, Brand brand,
    TimeProvider time)
{
    /// <summary>Mail and page side by side: <c>audience</c> learner (default) or manager, <c>language</c> one of ours.</summary>
    [Function("program-preview")]
    public async Task<IResult> ShowAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/programs/{id}/preview")] HttpRequest request, string id)
    {
        List<FieldError> errors = [];
        var audience = ReadAudience(request, errors);
        var language = LanguageField.Read(request.Query["language"], brand.DefaultLanguage, errors);
        if (errors.Count > 0) return Problems.BadRequest("There is no such preview.", errors);
        if (await programs.FindAsync(id, request.HttpContext.RequestAborted) is not { } program)
            return Problems.NotFound($"There is no program '{id}'.");
        if (program.Definition.IsCompletionDataOnly)
            return Problems.NotFound($"The program '{id}' is completion data only: nobody is asked about it.");

        var words = Words.In(language!);
        var mail = await composer.MailAsync(program, audience, words);
        var page = await composer.PageAsync(program, audience, words, isFramed: true);
        // a browser has the function key in the address: its links keep it
        var key = (string?)request.Query["code"] is { Length: > 0 } code ? $"&code={Uri.EscapeDataString(code)}" : "";
        var other = audience == Audience.Learner ? Audience.Manager : Audience.Learner;
        var preview = await html.RenderAsync<PreviewPage>(new Dictionary<string, object?>
        {
            [nameof(PreviewPage.View)] = pages.View(words, $"&audience={audience.ToKey()}{key}") with { Parameter = "language" },
            [nameof(PreviewPage.Mail)] = mail,
            [nameof(PreviewPage.Page)] = page,
            [nameof(PreviewPage.Other)] = $"?audience={other.ToKey()}&language={language!.Tag}{key}",
        });
        // mails have their styles at each element; scripts are forbidden all the same
        return new HtmlPage(StatusCodes.Status200OK, preview, "unsafe-inline", frames: true);
    }

    /// <summary>The page behind the link of a test mail. POST saves nothing and says so.</summary>
    [Function("preview")]
    public async Task<IResult> OpenAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", "post", Route = "preview/{token}")] HttpRequest request, string token)
    {
        if (await FindAsync(token, request.HttpContext.RequestAborted) is not var (preview, program))
            return await pages.NoticeAsync(StatusCodes.Status404NotFound, pages.WordsFor(request), Notice.NotOurs);
        var words = pages.WordsFor(request, preview.Language);
        if (HttpMethods.IsPost(request.Method)) return await pages.NoticeAsync(StatusCodes.Status200OK, words, new("preview"));
        var page = await composer.PageAsync(program, preview.Audience, words);
        return new HtmlPage(StatusCodes.Status200OK, page, style.Hash);
    }

    private static Audience ReadAudience(HttpRequest request, List<FieldError> errors)
    {
        if ((string?)request.Query["audience"] is not { Length: > 0 } key) return Audience.Learner;
        if (AudienceKey.TryParse(key) is { } audience) return audience;
        errors.Add(new("audience", "This is learner or manager."));
        return default;
    }

    /// <summary>Null for a token that is not ours or has expired, and where the program is gone.</summary>
    private async Task<(PreviewToken Preview, StoredProgram Program)?> FindAsync(string token, CancellationToken ct)
    {
        if (tokens.ReadPreview(token) is not { } preview || preview.Expires <= time.GetUtcNow()) return null;
        return await programs.FindAsync(preview.ProgramId, ct) is { } program ? (preview, program) : null;
    }
}
