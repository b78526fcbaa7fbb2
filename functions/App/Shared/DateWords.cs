using System.Globalization;
using NodaTime;

namespace Followup.Shared;

public static class DateWords
{
    /// <summary>As "Monday, March 2, 2026".</summary>
    public static string WithWeekday(LocalDate day) => day.ToString("dddd, MMMM d, uuuu", CultureInfo.GetCultureInfo("en-US"));

    /// <summary>As "January 5, 2026".</summary>
    public static string Plain(LocalDate day) => day.ToString("MMMM d, uuuu", CultureInfo.GetCultureInfo("en-US"));
}
