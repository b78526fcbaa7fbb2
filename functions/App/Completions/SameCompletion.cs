using Followup.Shared.Keys;
using NodaTime;

namespace Followup.Completions;

/// <summary>What a reported completion is to those kept of its learner and program.</summary>
/// <param name="Kept">The completion it is kept as, or the kept one that it is the same as.</param>
/// <param name="Reason">Why it is a duplicate; null where it is new.</param>
/// <param name="Earlier">The one before <paramref name="Kept"/>, whose waves that are still to come end.</param>
/// <param name="AgainOn">The day of the one after it, if the learner trained again since: then nobody is asked about it.</param>
public sealed record Sameness(KeptCompletion Kept, string? Reason, KeptCompletion? Earlier = null, LocalDate? AgainOn = null)
{
    public bool IsNew => Reason is null;
}

/// <summary>
/// Which reports are of the same completion: pure functions of what was kept before. In this order: an event that was seen before, or the
/// day of one that was withdrawn; another completion less than the program's <c>repeatAfter</c> away, before or after, whatever became of
/// it; one that comes before the first wave of the one before it. All else is a completion of its own. So two that are kept lie
/// <c>repeatAfter</c> apart at least, and somebody who repeats every month is asked about the first, and then about the one after that
/// wave. Of those kept, people are asked about the latest: what waits of the one before ends when it comes in, and one that comes in after
/// a later one is kept as history.
/// </summary>
public static class SameCompletion
{
    /// <summary>One report after the other. Those that are new are kept for the ones after them.</summary>
    /// <returns>All that is kept then, by day; and what each report is.</returns>
    public static (IReadOnlyList<KeptCompletion> Kept, IReadOnlyList<Sameness> Of) DecideAll(
        IReadOnlyList<KeptCompletion> before, IReadOnlyList<KeptCompletion> reported, Period repeatAfter)
    {
        List<KeptCompletion> kept = [.. before];
        List<Sameness> decided = [];
        foreach (var one in reported)
        {
            var same = Decide(kept, one, repeatAfter);
            if (same.IsNew) kept.Add(one);
            decided.Add(same);
        }
        kept.Sort((a, b) => a.On.CompareTo(b.On));
        return (kept, decided.ConvertAll(same => Between(same, before, kept)));
    }

    public static Sameness Decide(IReadOnlyList<KeptCompletion> kept, KeptCompletion reported, Period repeatAfter)
    {
        if (kept.FirstOrDefault(one => !one.IsWithdrawn && IsSameEvent(one, reported)) is { } told)
            return new(told, $"This event was taken in before, as a completion of {Day(told.On)}. To correct it, withdraw it first.");
        if (kept.FirstOrDefault(one => one.IsWithdrawn && IsTold(one, reported)) is { } withdrawn)
        {
            var reason = $"It was withdrawn on {Day(withdrawn.WithdrawnOn!.Value)}, so it is not taken in again; one of another day is.";
            return new(withdrawn, reason);
        }

        var standing = kept.Where(one => !one.IsWithdrawn).ToList();
        var nearest = standing.MinBy(one => Math.Abs(Period.DaysBetween(one.On, reported.On)));
        if (nearest is not null && IsNear(nearest.On, reported.On, repeatAfter)) return new(nearest, ReasonOf(nearest, reported));
        var earlier = standing.Where(one => one.On < reported.On).MaxBy(one => one.On);
        if (earlier?.FirstWaveOn is not { } first || first <= reported.On) return new(reported, null);
        return new(earlier, $"It was completed on {Day(earlier.On)} too, and the first wave about that is still to come, on {Day(first)}.");
    }

    /// <summary>The kept completion before a report that is none of those told again; null where there is none.</summary>
    public static KeptCompletion? Before(IReadOnlyList<KeptCompletion> kept, KeptCompletion reported, Period repeatAfter)
    {
        if (kept.Any(one => one.IsWithdrawn ? IsTold(one, reported) : IsSameEvent(one, reported))) return null;
        var standing = kept.Where(one => !one.IsWithdrawn).ToList();
        if (standing.Exists(one => IsNear(one.On, reported.On, repeatAfter))) return null;
        return standing.Where(one => one.On < reported.On).MaxBy(one => one.On);
    }

    /// <summary>Why the waves of a completion end that are still to come.</summary>
    public static string TrainedAgain(LocalDate on) => $"{Again}{Day(on)}.";

    /// <summary>Whether a reason is that of any such day.</summary>
    public static bool IsTrainedAgain(string? reason) => reason?.StartsWith(Again, StringComparison.Ordinal) == true;

    private const string Again = "Trained again on ";

    /// <summary>
    /// Completions of one request are looked at as if they had come in by day: of those, people are asked about the latest only.
    /// </summary>
    private static Sameness Between(Sameness same, IReadOnlyList<KeptCompletion> before, IReadOnlyList<KeptCompletion> after)
    {
        var on = same.Kept.On;
        if (same.Kept.IsWithdrawn) return same;
        // one whose first wave is on this very day is asked then: or somebody who repeats just so would never be
        var earlier = before.Where(one => !one.IsWithdrawn && one.On < on).MaxBy(one => one.On);
        return same with
        {
            Earlier = earlier?.FirstWaveOn == on ? null : earlier,
            AgainOn = after.FirstOrDefault(one => !one.IsWithdrawn && one.On > on)?.On,
        };
    }

    private static bool IsSameEvent(KeptCompletion one, KeptCompletion other) => one.Event is not null && one.Event == other.Event;

    /// <summary>
    /// The withdrawn one told again: of its day, or of its very instant, which is another day once the learner has moved. The same event of
    /// another day and time is its correction.
    /// </summary>
    private static bool IsTold(KeptCompletion withdrawn, KeptCompletion reported) =>
        withdrawn.On == reported.On || (withdrawn.At is { } at && at == reported.At);

    private static bool IsNear(LocalDate one, LocalDate other, Period repeatAfter) =>
        LocalDate.Max(one, other) < LocalDate.Min(one, other) + repeatAfter;

    private static string ReasonOf(KeptCompletion near, KeptCompletion reported) => near.On == reported.On
        ? "It was taken in before."
        : $"It was taken in before, as a completion of {Day(near.On)}: the program's repeatAfter counts days so near as one training.";

    private static string Day(LocalDate day) => LocalDateText.Iso(day);
}
