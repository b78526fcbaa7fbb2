using Followup.Shared.Branding;
using Followup.Shared.Http;
using Followup.Shared.Languages;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;

namespace Followup.Responses.Pages;

/// <summary>Answers requests with pages, in the reader's language.</summary>
public sealed class PageResults(Html html, Brand brand, PageStyle style)
{
    /// <summary>The language chosen on the page, else the person's, else the first of the browser's that we speak, else the default.</summary>
    /// <param name="person">What HR says the person speaks.</param>
    public Words WordsFor(HttpRequest request, string? person = null) => Words.In(
        Language.Find(request.Query["lang"]) ?? Language.Find(person)
        ?? request.GetTypedHeaders().AcceptLanguage.OrderByDescending(accepted => accepted.Quality ?? 1).Select(accepted => Language.Find(accepted.Value.Value)).FirstOrDefault(known => known is not null)
        ?? brand.DefaultLanguage);

    public PageView View(Words words, string kept = "") => new(words, brand, style, kept);

    public async Task<IResult> ShowAsync<TPage>(int status, PageView view, params IEnumerable<(string Name, object? Value)> parameters) where TPage : IComponent =>
        new HtmlPage(
            status, await html.RenderAsync<TPage>(new Dictionary<string, object?>(parameters.Select(one => KeyValuePair.Create(one.Name, one.Value))) { ["View"] = view }), style.Hash);

    public Task<IResult> NoticeAsync(int status, Words words, Notice notice, PostNotice? done = null) =>
        ShowAsync<NoticePage>(status, View(words), ("Notice", notice), (nameof(NoticePage.PostNotice), done));
}
