using Microsoft.Extensions.Options;
using NodaTime;
using NodaTime.Extensions;

namespace Followup.Results.Rounds;

/// <summary>The days on which answers are counted: Mondays, or the first Monday of each month, at 02:30 UTC.</summary>
public sealed class RoundCalendar(IOptions<RoundOptions> options, TimeProvider time)
{
    private static readonly LocalTime At = new(2, 30);

    /// <summary>The last day on which a round was due.</summary>
    public LocalDate Last()
    {
        var now = time.GetUtcNow().ToInstant().InUtc().LocalDateTime;
        var day = now.TimeOfDay < At ? now.Date.PlusDays(-1) : now.Date;
        while (!IsRoundDay(day)) day = day.PlusDays(-1);
        return day;
    }

    /// <summary>The next day on which answers are counted.</summary>
    public LocalDate Next()
    {
        var day = Last().PlusDays(1);
        while (!IsRoundDay(day)) day = day.PlusDays(1);
        return day;
    }

    /// <summary>
    /// Answers that were final by then take part in the round of a day: midnight, so that whatever is written as a page closes has long
    /// been written when the round looks.
    /// </summary>
    public static DateTimeOffset CutoffOf(LocalDate day) => day.AtMidnight().InUtc().ToDateTimeOffset();

    private bool IsRoundDay(LocalDate day) =>
        day.DayOfWeek == IsoDayOfWeek.Monday && (options.Value.Rounds == RoundPace.Weekly || day.Day <= 7);
}
