namespace Followup.Followups;

/// <summary>Settings under <c>Calendar</c>.</summary>
public sealed class CalendarOptions
{
    /// <summary>Days on which nobody is mailed, as ISO dates; weekends and national holidays need not be listed.</summary>
    public IList<string> Holidays { get; } = [];

    /// <summary>Days on which nobody in a country is mailed, beside its national holidays: ISO dates by ISO 3166-1 alpha-2 code.</summary>
    public Dictionary<string, string[]> HolidaysByCountry { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The IANA time zone of a person whose own is not known.</summary>
    public string DefaultTimeZone { get; set; } = "Etc/UTC";
}
