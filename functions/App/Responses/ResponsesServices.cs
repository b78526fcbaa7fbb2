using Followup.Responses.Pages;
using Microsoft.Extensions.DependencyInjection;

namespace Followup.Responses;

public static class ResponsesServices
{
    public static IServiceCollection AddResponses(this IServiceCollection services) => services
        .AddSingleton<PeersSoFarReader>()
        .AddSingleton<PagePosts>()
        .AddSingleton<PageStyle>()
        .AddSingleton<PageResults>();
}
