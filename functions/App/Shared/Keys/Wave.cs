using NodaTime;
using NodaTime.Text;

namespace Followup.Shared.Keys;

/// <summary>
/// A wave is an ISO 8601 period: of days, weeks, months or years, counted from the completion's local date, such as <c>P42D</c>; or, for
/// trying a system out, of less than a day, such as <c>PT1M</c>, counted by the clock from the completion's instant.
/// </summary>
public static class Wave
{
    /// <summary>Asked on the day of completion: what later waves are compared with.</summary>
    public const string Baseline = "P0D";

    /// <summary>Days that lie between two waves at least: within less the same would be asked twice.</summary>
    public const int Fortnight = 14;

    /// <exception cref="UnparsableValueException">The text is no period.</exception>
    public static Period Parse(string wave) => PeriodPattern.NormalizingIso.Parse(wave).GetValueOrThrow();

    public static bool IsByTheClock(string wave) => Parse(wave).HasTimeComponent;

    /// <summary>The day on which the wave falls before weekends and holidays are looked at.</summary>
    public static LocalDate DayOf(string wave, LocalDate completedOn) => IsByTheClock(wave) ? completedOn : completedOn + Parse(wave);
}
