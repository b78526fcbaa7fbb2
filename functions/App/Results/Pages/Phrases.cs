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

    public static string Percent(double share) => share.ToString("0 %", CultureInfo.InvariantCulture).Replace(" ", "\u00a0", StringComparison.Ordinal);

    /// <summary>Points, with their sign: +12 points.</summary>
    public static string Points(double difference)
    {
        var points = Math.Round(100 * difference);
        return $"{(points > 0 ? "+" : points < 0 ? "\u2212" : "±")}{Math.Abs(points).ToString("0", CultureInfo.InvariantCulture)}\u00a0points";
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

    /// <summary>62 % (48 to 74), 20 of 32.</summary>
    public static string Of(Rate rate) => rate.Missing is { } missing ? Why(missing, rate.N)
        : $"{Percent(rate.Share!.Value)} ({Percent(rate.Low!.Value)} to {Percent(rate.High!.Value)}), {Count(rate.K!.Value)} of {Count(rate.N!.Value)}";

    public static string Of(BaselineChange change) => change.Missing is { } missing ? Why(missing, change.N)
        : $"{Points(change.Change!.Value)} ({Points(change.Low!.Value)} to {Points(change.High!.Value)}), n\u00a0=\u00a0{Count(change.N!.Value)}";

    public static string Of(MeanRate mean) => mean.Missing switch
    {
        null => $"{Percent(mean.Mean!.Value)} ({Percent(mean.Low!.Value)} to {Percent(mean.High!.Value)}), {Programs(mean.Programs)}",
        Missing.NotDefined => "no program",
        _ => "one program: too few to tell",
    };

    public static string Programs(int count) => count == 1 ? "1 program" : $"{Count(count)} programs";

    public static string Step(Frequency step) => Words.In(Language.English)[step];

    /// <summary>From that step on, as a target: "often or more".</summary>
    public static string Target(Frequency target) => target == Frequency.AlmostAlways ? $"“{Step(target)}”" : $"“{Step(target)}” or more";

    public static string Barrier(string id) => Words.In(Language.English)[$"barrier.{id}"];

    public static string Audience(Audience audience) => audience == Shared.Keys.Audience.Learner ? "learners" : "managers";

    /// <summary>March 2026, or March to April 2026.</summary>
    public static string Months(string name) => string.Join(" to ", name.Split('/').Select(Month));

    public static string Month(string month) => YearMonthPattern.Iso.Parse(month).TryGetValue(default, out var parsed)
        ? parsed.OnDayOfMonth(1).ToString("MMMM uuuu", CultureInfo.InvariantCulture) : month;

    public static string ShortMonth(string name) => YearMonthPattern.Iso.Parse(name.Split('/')[0]).TryGetValue(default, out var parsed)
        ? parsed.OnDayOfMonth(1).ToString("MMM uu", CultureInfo.InvariantCulture) : name;

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
}
