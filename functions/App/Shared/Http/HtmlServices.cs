using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.Extensions.DependencyInjection;

namespace Followup.Shared.Http;

public static class HtmlServices
{
    /// <summary>Renders pages and mails.</summary>
    public static IServiceCollection AddHtml(this IServiceCollection services) =>
        services
            // letters of all scripts stay readable, and a third of the size
            .AddSingleton(HtmlEncoder.Create(UnicodeRanges.All))
            .AddSingleton<Html>();
}
