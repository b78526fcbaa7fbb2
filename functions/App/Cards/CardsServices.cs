using Microsoft.Extensions.DependencyInjection;

namespace Followup.Cards;

public static class CardsServices
{
    public static IServiceCollection AddCards(this IServiceCollection services) =>
        services.AddSingleton<CardDeck>();
}
