using System.Globalization;
using Followup.Results.Figures;
using Followup.Shared.Keys;
using Followup.Shared.Languages;
using NodaTime;
using NodaTime.Text;

namespace Followup.Results.Pages;

/// <summary>Figures in words. HR's pages are in English.</summary>
public static class Phrases
{
    public const string Hidden = "hidden (fewer than 5)";

    public static string Percent(double share)
    {
        var percent = share.ToString("0 %", CultureInfo.InvariantCulture);
        return percent.Replace(" ", "\u00a0", StringComparison.Ordinal);
    }

    /// <summary>Points, with their sign: +12 points.</summary>
    public static string Points(double difference)
    {
        var points = Math.Round(100 * difference);
        var sign = points switch
        {
            > 0 => "+",
            < 0 => "\u2212",
            _ => "±",
        };
        return $"{sign}{Math.Abs(points).ToString("0", CultureInfo.InvariantCulture)}\u00a0points";
    }

    public static string Number(double value) => value.ToString("0.00", CultureInfo.InvariantCulture).Replace('-', '\u2212');

    public static string Count(int count) => count.ToString("N0", CultureInfo.InvariantCulture);

    public static string Count(int? count) => count is { } known ? Count(known) : Hidden;

    public static string Why(Missing missing, int? n = null) => missing switch
    {
        Missing.Hidden => Hidden,
        Missing.TooFew => $"too few to tell (n\u00a0=\u00a0{n})",
        _ => "not defined (no answers)",
    };

    /// <summary>62 % (48 % to 74 %), 20 of 32.</summary>
    public static string Of(Rate rate)
    {
        if (rate.Missing is { } missing) return Why(missing, rate.N);

        var interval = $"{Percent(rate.Low!.Value)} to {Percent(rate.High!.Value)}";
        return $"{Percent(rate.Share!.Value)} ({interval}), {Count(rate.K!.Value)} of {Count(rate.N!.Value)}";
    }

    /// <summary>+12 points (+3 to +21), n = 32.</summary>
    public static string Of(BaselineChange change)
    {
        if (change.Missing is { } missing) return Why(missing, change.N);

        var interval = $"{Points(change.Low!.Value)} to {Points(change.High!.Value)}";
        return $"{Points(change.Change!.Value)} ({interval}), n\u00a0=\u00a0{Count(change.N!.Value)}";
    }

    /// <summary>62 % (48 % to 74 %), 7 programs.</summary>
    public static string Of(MeanRate mean)
    {
        if (mean.Missing is { } missing) return missing == Missing.NotDefined ? "no program" : "one program: too few to tell";

        var interval = $"{Percent(mean.Low!.Value)} to {Percent(mean.High!.Value)}";
        return $"{Percent(mean.Mean!.Value)} ({interval}), {Programs(mean.Programs)}";
    }

    public static string Programs(int count) => count == 1 ? "1 program" : $"{Count(count)} programs";

    public static string Step(Frequency step) => Words.In(Language.English)[step];

    /// <summary>The steps from this one on, as a target: "often or more".</summary>
    public static string Target(Frequency target)
    {
        var step = $"“{Step(target)}”";
        return target == Frequency.AlmostAlways ? step : $"{step} or more";
    }

    public static string Barrier(string id) => Words.In(Language.English)[$"barrier.{id}"];

    public static string Audience(Audience audience) => audience == Shared.Keys.Audience.Learner ? "learners" : "managers";

    /// <summary>March 2026, or March to April 2026.</summary>
    public static string Months(string name) => string.Join(" to ", name.Split('/').Select(Month));

    public static string Month(string month) => Month(month, "MMMM uuuu") ?? month;

    /// <summary>Mar 26; of several months the first.</summary>
    public static string ShortMonth(string name) => Month(name.Split('/')[0], "MMM uu") ?? name;

    /// <summary>When the wave is asked: "six weeks later".</summary>
    public static string When(string wave) => Wave.Parse(wave) switch
    {
        var period when period == Period.Zero => "on the day of completion",
        { HasTimeComponent: true } => $"{wave} later",
        { Days: 42, Months: 0, Years: 0, Weeks: 0 } or { Weeks: 6, Days: 0, Months: 0, Years: 0 } => "six weeks later",
        { Months: var months, Days: 0, Weeks: 0, Years: 0 } when months > 0 => months == 1 ? "one month later" : $"{months} months later",
        { Days: var days, Weeks: 0, Months: 0, Years: 0 } when days % 7 == 0 => days == 7 ? "one week later" : $"{days / 7} weeks later",
        { Days: var days, Weeks: 0, Months: 0, Years: 0 } => days == 1 ? "one day later" : $"{days} days later",
        _ => $"{wave} later",
    };

    public static string Group(string name) => name.Length == 0 ? "(not given)" : name;

    /// <summary>For SVG: as short as it may be.</summary>
    public static string At(double position) => position.ToString("0.#", CultureInfo.InvariantCulture);

    public static string Sentence(string words) => char.ToUpperInvariant(words[0]) + words[1..];

    private static string? Month(string month, string format) =>
        YearMonthPattern.Iso.Parse(month).TryGetValue(default, out var parsed)
            ? parsed.OnDayOfMonth(1).ToString(format, CultureInfo.InvariantCulture)
            : null;
}
