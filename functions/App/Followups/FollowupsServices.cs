using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using NodaTime.Text;

namespace Followup.Followups;

public static class FollowupsServices
{
    public static IServiceCollection AddFollowups(this IServiceCollection services)
    {
        services.AddOptions<CalendarOptions>().BindConfiguration("Calendar")
            .Validate(HasIsoDates, "A day under Calendar:Holidays is no ISO date.")
            .Validate(HasKnownZone, "Calendar:DefaultTimeZone is no IANA time zone.")
            .ValidateOnStart();
        return services
            .AddSingleton<WorkCalendar>()
            .AddSingleton<FollowupPlanner>()
            .AddSingleton<FollowupScheduler>();
    }

    private static bool HasIsoDates(CalendarOptions calendar) => calendar.Holidays.All(day => LocalDatePattern.Iso.Parse(day).Success);

    private static bool HasKnownZone(CalendarOptions calendar) =>
        DateTimeZoneProviders.Tzdb.GetZoneOrNull(calendar.DefaultTimeZone) is not null;
}
