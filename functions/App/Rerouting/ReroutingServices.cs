using Microsoft.Extensions.DependencyInjection;

namespace Followup.Rerouting;

public static class ReroutingServices
{
    public static IServiceCollection AddRerouting(this IServiceCollection services) =>
        services.AddSingleton<PersonMoving>().AddSingleton<Disclaiming>().AddSingleton<WorklistSettling>();
}
