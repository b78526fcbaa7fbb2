using Followup.Rerouting;
using Followup.Rows;
using Microsoft.Extensions.DependencyInjection;

namespace Followup.Followups;

public static class FollowupsServices
{
    public static IServiceCollection AddFollowups(this IServiceCollection services) =>
        services.AddSingleton<FollowupPlanner>().AddSingleton<FollowupScheduler>().AddSingleton<ManagerRerouting>().AddSingleton<WorklistStore>().AddSingleton<WorklistSettling>();
}
