using Microsoft.Extensions.DependencyInjection;

namespace Followup.Responses;

public static class ResponsesServices
{
    public static IServiceCollection AddResponses(this IServiceCollection services) =>
        services.AddSingleton<ResponseStore>().AddSingleton<CardDeck>();
}
