using NodaTime;
using NodaTime.Text;

namespace Followup.Completions;

public static class CompletedAtReader
{
    /// <summary>What is taken as a moment.</summary>
    public const string Moments =
        "Give the moment with its offset, such as 2026-01-05T10:00:00+01:00 or 2026-01-05T09:00:00Z, from 1971 on.";

    /// <summary>What is taken where a day alone will do.</summary>
    public const string MomentsAndDays =
        "Give the moment with its offset, such as 2026-01-05T10:00:00+01:00 or 2026-01-05T09:00:00Z, "
        + "or only the day, such as 2026-01-05; from 1971 on.";

    // as xAPI takes it (RFC 3339), and as some systems write it: without seconds, or without the colon in the offset
    private static readonly IPattern<OffsetDateTime> Moment = new CompositePatternBuilder<OffsetDateTime>
    {
        { OffsetDateTimePattern.ExtendedIso, _ => true },
        { OffsetDateTimePattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd'T'HH':'mmo<Z+HH:mm>"), _ => false },
        { OffsetDateTimePattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd'T'HH':'mm':'ss;FFFFFFFFFo<Z+HHmm>"), _ => false },
        { OffsetDateTimePattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd'T'HH':'mmo<Z+HHmm>"), _ => false },
    }.Build();

    /// <summary>Reads ISO 8601. A time without offset is refused: it would be a guess where the clock hung.</summary>
    public static CompletedAt? Read(string text) =>
        ReadMoment(text)
        ?? (LocalDatePattern.Iso.Parse(text.Trim()).TryGetValue(default, out var day) && IsPlausible(day) ? new(null, day) : null);

    /// <summary>
    /// The same without plain days. Midnight to the second in UTC is a day all the same, for whoever it is about: so date-only exports
    /// write one, and nobody completes anything there just then.
    /// </summary>
    public static CompletedAt? ReadMoment(string text)
    {
        if (!Moment.Parse(text.Trim()).TryGetValue(default, out var instant) || !IsPlausible(instant.Date)) return null;
        return instant.Offset == Offset.Zero && instant.TimeOfDay == LocalTime.Midnight ? new(null, instant.Date) : new(instant, null);
    }

    // 1970-01-01 and the days around it are a clock's zero; the calendar's end overflows where an offset or a wave is added
    private static bool IsPlausible(LocalDate day) => day.Year is >= 1971 and < 9999;
}
