using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Followup.Followups;

public static class FollowupsServices
{
    public static IServiceCollection AddFollowups(this IServiceCollection services)
    {
        services.AddOptions<CalendarOptions>().BindConfiguration("Calendar").ValidateOnStart();
        return services
            .AddSingleton<IValidateOptions<CalendarOptions>, CalendarOptionsValidator>()
            .AddSingleton<WorkCalendar>()
            .AddSingleton<FollowupPlanner>()
            .AddSingleton<PeoplePlanned>()
            .AddSingleton<FollowupScheduler>()
            .AddSingleton<ReplanMaking>()
            .AddSingleton<FollowupReplanning>();
    }
}
