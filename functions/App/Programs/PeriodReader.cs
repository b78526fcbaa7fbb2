using Followup.Shared.Http;
using Followup.Shared.Keys;
using NodaTime;
using NodaTime.Text;

namespace Followup.Programs;

/// <summary>
/// Reads the periods of a program. They are kept in one form, because they become part of keys: P6W and P42D are the same.
/// </summary>
/// <param name="errors">Where what is wrong is noted.</param>
internal sealed class PeriodReader(List<FieldError> errors)
{
    /// <summary>People are asked at most so often: answers look back over two weeks.</summary>
    private const int DaysBetweenWaves = 14;

    private static readonly LocalDate SomeDay = new(2000, 1, 1);
    private static readonly Period Longest = Period.FromYears(2);

    public List<string> Waves(IReadOnlyList<string> sent)
    {
        var before = errors.Count;
        var waves = sent.Select((wave, i) => ByTheClock(wave) ?? PeriodOf(wave, $"waves[{i}]")).ToList();
        if (waves.Count is 0 or > 6) errors.Add(new("waves", $"These are {waves.Count} waves; ask in 1 to 6."));
        if (waves.Distinct().Count() < waves.Count) errors.Add(new("waves", "Two waves are the same; leave one out."));
        if (errors.Count == before) errors.AddRange(TooClose(waves));
        return waves;
    }

    public string PeriodOf(string text, string field)
    {
        if (Read(text) is { } period) return PeriodPattern.NormalizingIso.Format(period);
        errors.Add(new(field, $"'{text}' is no ISO 8601 period of whole days, weeks, months or years between P0D and P2Y, such as P42D."));
        return text;
    }

    /// <summary>Null for the default.</summary>
    public string? RepeatAfter(string? text)
    {
        if (text is null) return null;
        if (Read(text) is { } period && SomeDay + period >= SomeDay.PlusDays(2))
            return PeriodPattern.NormalizingIso.Format(period) is var kept and not ProgramDefinition.DefaultRepeatAfter ? kept : null;
        var reason = $"'{text}' is no ISO 8601 period of whole days, weeks, months or years between P2D and P2Y, such as P30D: the same "
            + "completion may be told a day apart.";
        errors.Add(new("repeatAfter", reason));
        return null;
    }

    private static Period? Read(string text)
    {
        var isPeriod = PeriodPattern.NormalizingIso.Parse(text).TryGetValue(Period.Zero, out var period);
        return isPeriod && !period.HasTimeComponent && IsWithin(period) ? period.Normalize() : null;
    }

    /// <summary>
    /// A wave by the clock is of whole minutes and less than a day, so that it stays apart from the waves that are counted in days.
    /// </summary>
    private static string? ByTheClock(string text)
    {
        if (!PeriodPattern.NormalizingIso.Parse(text).TryGetValue(Period.Zero, out var period)) return null;
        if (!period.HasTimeComponent || period.HasDateComponent) return null;
        var normal = period.Normalize();
        var isLessThanADay = normal is { Days: 0, Hours: >= 0, Minutes: >= 0 };
        var isOfMinutes = normal is { Seconds: 0, Milliseconds: 0, Ticks: 0, Nanoseconds: 0 };
        return isLessThanADay && isOfMinutes ? PeriodPattern.NormalizingIso.Format(normal) : null;
    }

    private static IEnumerable<FieldError> TooClose(IEnumerable<string> waves)
    {
        var byDay = waves.Where(wave => !Wave.IsByTheClock(wave)).OrderBy(wave => Wave.DayOf(wave, SomeDay)).ToList();
        return
            from pair in byDay.Zip(byDay.Skip(1))
            let days = FewestBetween(pair.First, pair.Second)
            where days < DaysBetweenWaves
            select new FieldError(
                "waves",
                $"{pair.First} and {pair.Second} are {days} days apart, and people are asked every {DaysBetweenWaves} days at most; "
                + "leave one out, or move it.");
    }

    /// <summary>Months are of different lengths: of whichever day the completion is.</summary>
    private static int FewestBetween(string one, string other) => Enumerable.Range(0, 1462)
        .Select(SomeDay.PlusDays)
        .Min(day => Math.Abs(Period.DaysBetween(Wave.DayOf(one, day), Wave.DayOf(other, day))));

    private static bool IsWithin(Period period)
    {
        // each part alone first: a sum of huge parts would leave the calendar
        if (period is not { Years: >= 0 and <= 2, Months: >= 0 and <= 24, Weeks: >= 0 and <= 104, Days: >= 0 and <= 731 }) return false;
        return SomeDay + period <= SomeDay + Longest;
    }
}
