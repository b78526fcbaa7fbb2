using Followup.Followups;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Followup.Tests.Followups;

public sealed class CalendarOptionsTests
{
    [Fact]
    public void Holidays_are_read_from_settings()
    {
        var options = Read(
            ("Calendar:Holidays:0", "2026-12-24"), ("Calendar:HolidaysByCountry:SA:0", "2026-09-23"),
            ("Calendar:HolidaysByCountry:SA:1", "2026-03-20"), ("Calendar:HolidaysByCountry:de:0", "2026-11-18"));

        Assert.Equal(["2026-12-24"], options.Holidays);
        Assert.Equal(["2026-09-23", "2026-03-20"], options.HolidaysByCountry["SA"]);
        Assert.Equal(["2026-11-18"], options.HolidaysByCountry["DE"]);
    }

    [Fact]
    public void All_that_is_wrong_is_said_at_once_with_its_setting_and_value()
    {
        var refused = Assert.Throws<OptionsValidationException>(() => Read(
            ("Calendar:Holidays:0", "2026-12-24"), ("Calendar:Holidays:1", "24.12.2026"), ("Calendar:HolidaysByCountry:UK:0", "2026-12-28"),
            ("Calendar:HolidaysByCountry:SA:0", "2026-02-30"), ("Calendar:DefaultTimeZone", "Berlin")));

        Assert.Equal(
            [
                "Calendar:Holidays:1 is \"24.12.2026\", which is no day; use an ISO date such as 2026-12-24.",
                "Calendar:HolidaysByCountry has \"UK\", which is no country; use its ISO 3166-1 code of two letters, such as DE or GB.",
                "Calendar:HolidaysByCountry:SA:0 is \"2026-02-30\", which is no day; use an ISO date such as 2026-12-24.",
                "Calendar:DefaultTimeZone is \"Berlin\", which is no IANA time zone; use one such as Europe/Berlin.",
            ],
            refused.Failures);
    }

    private static CalendarOptions Read(params (string Name, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.ToDictionary(setting => setting.Name, string? (setting) => setting.Value))
            .Build();
        using var services = new ServiceCollection().AddSingleton<IConfiguration>(configuration).AddFollowups().BuildServiceProvider();
        return services.GetRequiredService<IOptions<CalendarOptions>>().Value;
    }
}
