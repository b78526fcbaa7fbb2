using NodaTime;
using NodaTime.Text;

namespace Followup.Completions;

public static class CompletedAtReader
{
    public const string Expected =
        "Give the moment with its offset, such as 2026-01-05T10:00:00+01:00 or 2026-01-05T09:00:00Z, "
        + "or only the day, such as 2026-01-05; from 1970 on.";

    // as xAPI takes it (RFC 3339), and as some systems write it: without seconds, or without the colon in the offset
    private static readonly IPattern<OffsetDateTime> Moment = new CompositePatternBuilder<OffsetDateTime>
    {
        { OffsetDateTimePattern.ExtendedIso, _ => true },
        { OffsetDateTimePattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd'T'HH':'mmo<Z+HH:mm>"), _ => false },
        { OffsetDateTimePattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd'T'HH':'mm':'ss;FFFFFFFFFo<Z+HHmm>"), _ => false },
    }.Build();

    /// <summary>Reads ISO 8601. A time without offset is refused: it would be a guess where the clock hung.</summary>
    public static CompletedAt? Read(string text)
    {
        var trimmed = text.Trim();
        if (Moment.Parse(trimmed).TryGetValue(default, out var instant) && IsPlausible(instant.Date)) return new(instant, null);
        if (LocalDatePattern.Iso.Parse(trimmed).TryGetValue(default, out var day) && IsPlausible(day)) return new(null, day);
        return null;
    }

    // the calendar's ends overflow where an offset or a wave is added, and a table holds no date before 1601
    private static bool IsPlausible(LocalDate day) => day.Year is >= 1970 and < 9999;
}
