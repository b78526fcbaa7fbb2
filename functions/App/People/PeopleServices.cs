using Microsoft.Extensions.DependencyInjection;

namespace Followup.People;

public static class PeopleServices
{
    public static IServiceCollection AddPeople(this IServiceCollection services) =>
        services.AddSingleton<PersonStore>().AddSingleton<OptOuts>().AddSingleton<PeopleImport>();
}
