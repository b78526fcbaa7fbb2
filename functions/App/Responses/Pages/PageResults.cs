using Followup.Shared.Branding;
using Followup.Shared.Http;
using Followup.Shared.Languages;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;

namespace Followup.Responses.Pages;

/// <summary>Answers requests with pages, in the reader's language.</summary>
public sealed class PageResults(Html html, Brand brand, PageStyle style)
{
    /// <summary>
    /// The language chosen on the page, else the person's, else the first of the browser's that we speak, else the default.
    /// </summary>
    /// <param name="person">The language that HR says the person speaks.</param>
    public Words WordsFor(HttpRequest request, string? person = null)
    {
        var language = Language.Find(request.Query["lang"])
            ?? Language.Find(person)
            ?? LanguageOfBrowser(request)
            ?? brand.DefaultLanguage;
        return Words.In(language);
    }

    public PageView View(Words words, string kept = "") => new(words, brand, style, kept);

    public async Task<IResult> ShowAsync<TPage>(int status, PageView view, params IEnumerable<(string Name, object? Value)> parameters)
        where TPage : IComponent
    {
        var values = parameters.ToDictionary(parameter => parameter.Name, parameter => parameter.Value);
        values[nameof(PageLayout.View)] = view;
        return new HtmlPage(status, await html.RenderAsync<TPage>(values), style.Hash);
    }

    public Task<IResult> NoticeAsync(int status, Words words, Notice notice, PostNotice? done = null) => ShowAsync<NoticePage>(
        status, View(words),
        (nameof(NoticePage.Notice), notice), (nameof(NoticePage.PostNotice), done));

    private static Language? LanguageOfBrowser(HttpRequest request) => request.GetTypedHeaders().AcceptLanguage
        .OrderByDescending(accepted => accepted.Quality ?? 1)
        .Select(accepted => Language.Find(accepted.Value.Value))
        .FirstOrDefault(known => known is not null);
}
