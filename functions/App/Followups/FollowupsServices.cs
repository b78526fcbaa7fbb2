using Microsoft.Extensions.DependencyInjection;

namespace Followup.Followups;

public static class FollowupsServices
{
    public static IServiceCollection AddFollowups(this IServiceCollection services) =>
        services.AddSingleton<FollowupPlanner>().AddSingleton<FollowupScheduler>();
}
