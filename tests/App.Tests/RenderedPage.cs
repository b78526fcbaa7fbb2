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
    // with MVC, as the official worker adds it, and as strict about scopes as in development
    private static readonly IServiceProvider Services = Strict();

    public static readonly PageStyle Style = new(new Brand());

    public static PageView View(Language? language = null)
    {
        var words = Followup.Shared.Languages.Words.In(language ?? Language.English);
        return new(words, new Brand(), Style);
    }

    public static Task<string> HtmlAsync(
        Audience audience,
        IReadOnlyList<Card> cards,
        PostNotice? done = null,
        LocalDate? postponableTo = null,
        Language? language = null)
    {
        if (audience == Audience.Learner)
        {
            return HtmlAsync<LearnerPage>(new Dictionary<string, object?>
            {
                [nameof(LearnerPage.View)] = View(language),
                [nameof(LearnerPage.Mailing)] = Samples.Mailing(audience),
                [nameof(LearnerPage.Cards)] = cards,
                [nameof(LearnerPage.PostNotice)] = done,
                [nameof(LearnerPage.PostponableTo)] = postponableTo,
            });
        }
        return HtmlAsync<ManagerPage>(new Dictionary<string, object?>
        {
            [nameof(ManagerPage.View)] = View(language),
            [nameof(ManagerPage.Mailing)] = Samples.Mailing(audience),
            [nameof(ManagerPage.Cards)] = cards,
            [nameof(ManagerPage.PostNotice)] = done,
            [nameof(ManagerPage.PostponableTo)] = postponableTo,
        });
    }

    public static Task<string> HtmlAsync<TComponent>(IDictionary<string, object?> parameters)
        where TComponent : IComponent
    {
        var html = new Html(Services.GetRequiredService<IServiceScopeFactory>(), NullLoggerFactory.Instance);
        return html.RenderAsync<TComponent>(parameters);
    }

    public static async Task<IDocument> OpenAsync(
        Audience audience,
        IReadOnlyList<Card> cards,
        PostNotice? done = null,
        LocalDate? postponableTo = null,
        Language? language = null) =>
        await ParseAsync(await HtmlAsync(audience, cards, done, postponableTo, language));

    public static Task<IDocument> ParseAsync(string html)
    {
        var browser = BrowsingContext.New(Configuration.Default);
        return browser.OpenAsync(response => response.Content(html), TestContext.Current.CancellationToken);
    }

    public static IEnumerable<IHtmlInputElement> Inputs(this IParentNode page, string type) =>
        page.QuerySelectorAll<IHtmlInputElement>($"input[type={type}]");

    /// <summary>The values of the radios or checkboxes that are chosen.</summary>
    public static IEnumerable<string> Chosen(this IParentNode page, string type) =>
        page.Inputs(type).Where(input => input.IsChecked).Select(input => input.Value);

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
