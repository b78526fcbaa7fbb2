namespace Followup.Followups;

/// <summary>Settings under <c>Calendar</c>.</summary>
public sealed class CalendarOptions
{
    /// <summary>Days on which nobody is mailed, as ISO dates; weekends need not be listed.</summary>
    public IList<string> Holidays { get; } = [];

    /// <summary>The IANA time zone of a person whose own is not known.</summary>
    public string DefaultTimeZone { get; set; } = "Etc/UTC";
}
