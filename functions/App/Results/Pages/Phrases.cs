using System.Globalization;
using Followup.Results.Figures;
using Followup.Results.Reports;
using Followup.Shared.Keys;
using Followup.Shared.Languages;
using NodaTime;

namespace Followup.Results.Pages;

/// <summary>Figures in words. HR's pages are in English.</summary>
public static class Phrases
{
    /// <summary>Of what became of invitations, few are not told, and none neither.</summary>
    public static readonly string FewerThanEight = $"fewer than {Funnel.Fewest}";

    private static readonly string[] ToTen = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];

    public static string Percent(double share) => $"{WholePercent.Of(share)}\u00a0%";

    /// <summary>46 to 74: an interval beside its share.</summary>
    public static string Interval(double low, double high) => $"{WholePercent.Of(low)} to {WholePercent.Of(high)}";

    /// <summary>Points, with their sign: +12 points.</summary>
    public static string Points(int points) => $"{Signed(points)}\u00a0{(Math.Abs(points) == 1 ? "point" : "points")}";

    /// <summary>+12 points (+3 to +21).</summary>
    public static string Points(int points, double low, double high) =>
        $"{Points(points)} ({Signed(WholePercent.Of(low))} to {Signed(WholePercent.Of(high))})";

    /// <summary>One decimal, as of kappa.</summary>
    public static string Tenths(double value) => value.ToString("0.0", CultureInfo.InvariantCulture).Replace('-', '\u2212');

    public static string Hundredths(double value) => value.ToString("0.00", CultureInfo.InvariantCulture).Replace('-', '\u2212');

    public static string Count(int count) => count.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>In words up to ten: three, 12.</summary>
    public static string InWords(int count) => count is >= 0 and <= 10 ? ToTen[count] : Count(count);

    public static string Programs(int count) => count == 1 ? "1 program" : $"{Count(count)} programs";

    /// <summary>Why nothing is told of a group. Every page says it with these words, and with no others.</summary>
    public static string Why(NotTold why) => why.Why switch
    {
        Missing.WithOthers => $"counted together with others: {Names(why.Names)}",
        Missing.NotDefined => "nothing was counted on these days",
        _ => $"not enough people yet; next count on {Day(why.NextRound)}",
    };

    /// <summary>The same, where there is little room.</summary>
    public static string WhyInShort(NotTold why) => why.Why switch
    {
        Missing.WithOthers => "counted with others",
        Missing.NotDefined => "nothing was counted",
        _ => "not enough people yet",
    };

    /// <summary>Why a figure of a group of which something is told is none.</summary>
    public static string Why(Missing missing, int? n) => missing == Missing.TooFew
        ? $"too few could tell (n\u00a0=\u00a0{n})"
        : "not defined (no answers)";

    /// <summary>Three more, drawn by lot, are held back. Empty where nobody is.</summary>
    public static string Waiting(int count) => count switch
    {
        0 => "",
        1 => "one more, drawn by lot, is held back",
        _ => $"{InWords(count)} more, drawn by lot, are held back",
    };

    /// <summary>What it would be among all who were asked.</summary>
    public static string Of(Bounds bounds) =>
        $"if nobody else had shown it {Percent(bounds.Low)}, if all had {Percent(bounds.High)}";

    /// <summary>+12 points (+3 to +21), n = 32.</summary>
    public static string Of(BaselineChange change)
    {
        if (change.Missing is { } missing) return Why(missing, change.N);

        var points = Points(WholePercent.Of(change.Change!.Value), change.Low!.Value, change.High!.Value);
        return $"{points}, n\u00a0=\u00a0{Count(change.N!.Value)}";
    }

    /// <summary>62 % (48 to 74), 7 programs.</summary>
    public static string Of(MeanRate mean)
    {
        if (mean.Missing is { } missing) return missing == Missing.NotDefined ? "no program" : "one program: too few to tell";

        var interval = mean is { Low: { } low, High: { } high } ? Interval(low, high) : "all alike: no interval";
        return $"{Percent(mean.Mean!.Value)} ({interval}), {Programs(mean.Programs)}";
    }

    /// <summary>28 of 41: how many were heard, of those asked. Of a part of the round days nobody is set against those asked.</summary>
    public static string Heard(AudienceFigures figures)
    {
        var heard = figures.Counted + figures.Waiting;
        // people who moved in from other groups may have been asked there
        return figures.Asked is { } asked && asked >= heard ? $"{Count(heard)} of {Count(asked)}" : $"{Count(heard)} heard";
    }

    public static string Step(Frequency step) => Words.In(Language.English)[step];

    /// <summary>The steps from this one on, as a target: "often or more".</summary>
    public static string Target(Frequency target)
    {
        var step = $"“{Step(target)}”";
        return target == Frequency.AlmostAlways ? step : $"{step} or more";
    }

    public static string Barrier(string id) => Words.In(Language.English)[$"barrier.{id}"];

    /// <summary>Monday, 7 December.</summary>
    public static string Day(DateOnly day) => day.ToString("dddd, d MMMM", CultureInfo.InvariantCulture);

    /// <summary>7 December 2026.</summary>
    public static string Date(DateOnly day) => day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);

    /// <summary>7 Dec 26, for charts.</summary>
    public static string ShortDate(DateOnly day) => day.ToString("d MMM yy", CultureInfo.InvariantCulture);

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

    public static string Names(IEnumerable<string> groups) => string.Join(", ", groups.Select(Group));

    /// <summary>For SVG: as short as it may be.</summary>
    public static string At(double position) => position.ToString("0.#", CultureInfo.InvariantCulture);

    public static string Sentence(string words) => char.ToUpperInvariant(words[0]) + words[1..];

    private static string Signed(int points) => points switch
    {
        > 0 => $"+{points}",
        < 0 => $"\u2212{-points}",
        _ => "±0",
    };
}
