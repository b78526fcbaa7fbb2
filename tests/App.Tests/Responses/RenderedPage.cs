using AngleSharp;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Followup.Responses;
using Followup.Responses.Pages;
using Followup.Shared;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Followup.Tests.Responses;

/// <summary>A page as a browser would read it.</summary>
internal static class RenderedPage
{
    // MVC, as the official worker adds it, and as strict about scopes as in development
    private static readonly IServiceProvider Services = Strict();

    public static async Task<string> HtmlAsync(Audience audience, IReadOnlyList<Card> cards, Card? justSaved = null)
    {
        var html = new Html(Services.GetRequiredService<IServiceScopeFactory>(), NullLoggerFactory.Instance);
        var parameters = new Dictionary<string, object?>
        {
            ["Mailing"] = Samples.Mailing(audience),
            ["Cards"] = cards,
            ["JustSaved"] = justSaved,
        };
        return audience == Audience.Learner
            ? await html.RenderAsync<LearnerPage>(parameters)
            : await html.RenderAsync<ManagerPage>(parameters);
    }

    public static async Task<IDocument> OpenAsync(Audience audience, IReadOnlyList<Card> cards, Card? justSaved = null) =>
        await ParseAsync(await HtmlAsync(audience, cards, justSaved));

    public static Task<IDocument> ParseAsync(string html) =>
        BrowsingContext.New(Configuration.Default).OpenAsync(response => response.Content(html), TestContext.Current.CancellationToken);

    public static IEnumerable<IHtmlInputElement> Inputs(this IParentNode page, string type) =>
        page.QuerySelectorAll<IHtmlInputElement>($"input[type={type}]");

    private static IServiceProvider Strict()
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Development" });
        builder.Services.AddMvc();
        return builder.Build().Services;
    }

    /// <summary>Text as a reader sees it: runs of white space are one space.</summary>
    public static string Words(this INode node) =>
        string.Join(' ', node.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
