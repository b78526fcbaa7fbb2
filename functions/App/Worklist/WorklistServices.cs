using Microsoft.Extensions.DependencyInjection;

namespace Followup.Worklist;

public static class WorklistServices
{
    public static IServiceCollection AddWorklist(this IServiceCollection services) =>
        services.AddSingleton<LackingManagers>().AddSingleton<WorklistItems>();
}
