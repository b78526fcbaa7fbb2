using CsCheck;
using Followup.Completions;
using NodaTime;

namespace Followup.Tests.Completions;

/// <summary>
/// Years of reports about one learner and program, decided one request after the other as the intake does: trainings that are really
/// repeated, each told once or more, by several systems, with the zone a day off, late, again after years, in any order. A failure names
/// CsCheck's seed, with which <c>CsCheck_Seed</c> runs the same again.
/// </summary>
public sealed class SameCompletionOverTimeTests
{
    private const int Histories = 2000;

    private static readonly LocalDate Start = new(2026, 1, 5);

    /// <summary>Days to the first wave after the baseline; null for a program that is completion data only.</summary>
    private static readonly Gen<int?> FirstWave =
        Gen.OneOf(Gen.Const((int?)null), Gen.Const((int?)42), Gen.Const((int?)365), Gen.Int[14, 400].Select(days => (int?)days));

    private static readonly Gen<int> RepeatAfter = Gen.OneOf(Gen.Const(2), Gen.Const(30), Gen.Const(365), Gen.Int[2, 60]);

    /// <summary>A report: the day it says, and the event it names.</summary>
    private static readonly Gen<(int Day, int Event)> Report = Gen.Select(Gen.Int[0, 900], Gen.Int[0, 8]);

    private static readonly Gen<(int? First, int After, (int Day, int Event)[][] Requests)> Told =
        Gen.Select(FirstWave, RepeatAfter, Report.Array[1, 5].Array[1, 12]);

    [Fact]
    public void Whatever_is_told_again_is_never_new_and_those_kept_lie_apart() => Told.Sample(history =>
    {
        var (first, after, requests) = history;
        IReadOnlyList<KeptCompletion> kept = [];
        List<KeptCompletion> told = [];
        foreach (var request in requests)
        {
            var reported = request.Select(one => Of(one.Day, first, $"{one.Event} {one.Day / 100}")).ToList();
            kept = Decide(kept, reported, after).Kept;
            told.AddRange(reported);

            // all that was ever told, again, in its own order and backwards; and with its zone a day off
            var again = told.Concat(told.AsEnumerable().Reverse()).ToList();
            Assert.DoesNotContain(Decide(kept, again, after).Of, same => same.IsNew);
            var shifted = kept.SelectMany(one => (KeptCompletion[])[Shifted(one, -1, first), Shifted(one, 1, first)]).ToList();
            Assert.DoesNotContain(Decide(kept, shifted, after).Of, same => same.IsNew);
        }
        foreach (var (one, next) in kept.Zip(kept.Skip(1))) Assert.True(Period.DaysBetween(one.On, next.On) >= after);
    }, iter: Histories);

    [Fact]
    public void Of_one_request_the_same_number_is_asked_about_whatever_its_order() => Told.Sample(history =>
    {
        var (first, after, requests) = history;
        // events apart: of two that name one event on different days the first that comes is meant
        var reported = requests.SelectMany(request => request).Select(one => Of(one.Day, first, null)).ToList();
        IReadOnlyList<KeptCompletion>[] orders =
        [
            reported,
            [.. reported.AsEnumerable().Reverse()],
            [.. reported.OrderBy(one => one.On)],
            [.. reported.OrderBy(one => one.On.Day)],
        ];
        foreach (var order in orders)
        {
            var decided = Decide([], order, after).Of;
            Assert.Single(decided, same => same.IsNew && same.AgainOn is null);
        }
    }, iter: Histories);

    [Fact]
    public void Whoever_repeats_however_often_is_asked_within_a_wave_and_a_repeat() =>
        Gen.Select(Gen.Int[14, 400], RepeatAfter, Gen.Int[1, 400], Gen.Int[0, 100]).Sample(rhythm =>
        {
            var (first, after, every, late) = rhythm;
            IReadOnlyList<KeptCompletion> kept = [];
            List<LocalDate> asked = [];
            for (var day = 0; day < 3000; day += every)
            {
                // what is due by the day on which this one is reported has gone out
                var today = Start.PlusDays(day + late);
                var open = kept is [.., var last] ? last : null;
                if (open is not null && open.FirstWaveOn <= today) asked.Add(open.On);
                kept = Decide(kept, [Of(day, first, null)], after).Kept;
            }
            var longest = Math.Max(first, after) + every;
            var times = (3000 - every) / (longest + every);
            Assert.True(asked.Distinct().Count() >= times, $"{asked.Distinct().Count()} of {times}");
        }, iter: Histories);

    [Fact]
    public void What_was_withdrawn_stays_so_and_its_correction_is_taken_at_once() => Told.Sample(history =>
    {
        var (first, after, requests) = history;
        var reported = requests.SelectMany(request => request).Select(one => Of(one.Day, first, $"{one.Event} {one.Day}")).ToList();
        var kept = Decide([], reported, after).Kept;
        var wrong = kept[^1];
        IReadOnlyList<KeptCompletion> then = [.. kept.Select(one => one == wrong ? one with { WithdrawnOn = wrong.On.PlusDays(3) } : one)];

        Assert.False(Decide(then, [wrong], after).Of[0].IsNew);
        Assert.False(Decide(then, [wrong with { Event = null }], after).Of[0].IsNew);
        // the day before, unless that is the completion before, or comes before its first wave
        var right = Shifted(wrong, -1, first);
        var before = kept.Count > 1 ? kept[^2] : null;
        var isApart = before is null || (Period.DaysBetween(before.On, right.On) >= after && !(before.FirstWaveOn > right.On));
        Assert.Equal(isApart, Decide(then, [right], after).Of[0].IsNew);
    }, iter: Histories);

    private static (IReadOnlyList<KeptCompletion> Kept, IReadOnlyList<Sameness> Of) Decide(
        IReadOnlyList<KeptCompletion> kept, IReadOnlyList<KeptCompletion> reported, int repeatAfter) =>
        SameCompletion.DecideAll(kept, reported, Period.FromDays(repeatAfter));

    private static KeptCompletion Of(int day, int? firstWave, string? eventKey)
    {
        var on = Start.PlusDays(day);
        return new(on, on.AtStartOfDayInZone(DateTimeZone.Utc).ToInstant(), eventKey, firstWave is { } days ? on.PlusDays(days) : null);
    }

    /// <summary>The same, told by another system, which has it on another day.</summary>
    private static KeptCompletion Shifted(KeptCompletion one, int days, int? firstWave) =>
        Of(Period.DaysBetween(Start, one.On) + days, firstWave, null);
}
