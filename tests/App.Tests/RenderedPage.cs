using System.Text.Encodings.Web;
using System.Text.Unicode;
using AngleSharp;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Followup.Cards;
using Followup.Responses.Pages;
using Followup.Shared.Branding;
using Followup.Shared.Http;
using Followup.Shared.Keys;
using Followup.Shared.Languages;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;

namespace Followup.Tests;

/// <summary>A page as a browser would read it.</summary>
internal static class RenderedPage
{
    // MVC, as the official worker adds it, and as strict about scopes as in development
    private static readonly IServiceProvider Services = Strict();

    public static readonly PageStyle Style = new(new Brand());

    public static PageView View(Language? language = null) => new(Followup.Shared.Languages.Words.In(language ?? Language.English), new Brand(), Style);

    public static Task<string> HtmlAsync(Audience audience, IReadOnlyList<Card> cards, PostNotice? done = null, LocalDate? postponableTo = null, Language? language = null)
    {
        var parameters = new Dictionary<string, object?>
        {
            ["View"] = View(language),
            ["Mailing"] = Samples.Mailing(audience),
            ["Cards"] = cards,
            [nameof(LearnerPage.PostNotice)] = done,
            ["PostponableTo"] = postponableTo,
        };
        return audience == Audience.Learner ? HtmlAsync<LearnerPage>(parameters) : HtmlAsync<ManagerPage>(parameters);
    }

    public static Task<string> HtmlAsync<TComponent>(IDictionary<string, object?> parameters) where TComponent : IComponent =>
        new Html(Services.GetRequiredService<IServiceScopeFactory>(), NullLoggerFactory.Instance).RenderAsync<TComponent>(parameters);

    public static async Task<IDocument> OpenAsync(
        Audience audience, IReadOnlyList<Card> cards, PostNotice? done = null, LocalDate? postponableTo = null, Language? language = null) =>
        await ParseAsync(await HtmlAsync(audience, cards, done, postponableTo, language));

    public static Task<IDocument> ParseAsync(string html) =>
        BrowsingContext.New(Configuration.Default).OpenAsync(response => response.Content(html), TestContext.Current.CancellationToken);

    public static IEnumerable<IHtmlInputElement> Inputs(this IParentNode page, string type) =>
        page.QuerySelectorAll<IHtmlInputElement>($"input[type={type}]");

    private static IServiceProvider Strict()
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Development" });
        builder.Services.AddMvc();
        builder.Services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All));
        return builder.Build().Services;
    }

    /// <summary>Text as a reader sees it: runs of white space are one space.</summary>
    public static string Words(this INode node) =>
        string.Join(' ', node.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
