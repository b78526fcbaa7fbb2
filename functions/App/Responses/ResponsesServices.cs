using Followup.Cards;
using Followup.Responses.Pages;
using Followup.Rows;
using Microsoft.Extensions.DependencyInjection;

namespace Followup.Responses;

public static class ResponsesServices
{
    public static IServiceCollection AddResponses(this IServiceCollection services) => services
        .AddSingleton<ResponseStore>().AddSingleton<CardDeck>().AddSingleton<PeersSoFarReader>().AddSingleton<PagePosts>()
        .AddSingleton<PageStyle>().AddSingleton<PageResults>();
}
