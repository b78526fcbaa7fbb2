using Followup.Completions;
using NodaTime;
using NodaTime.Text;

namespace Followup.Tests.Completions;

/// <summary>Which reports are of the same completion.</summary>
public sealed class SameCompletionTests
{
    private static readonly Period Month = Period.FromDays(30);

    [Theory] // kept; reported; whether it is new
    [InlineData("2026-03-01", "2026-03-01", false)]
    [InlineData("2026-03-01", "2026-03-02", false)] // 23:30-08:00, and the nightly export
    [InlineData("2026-03-02", "2026-03-01", false)]
    [InlineData("2026-03-01", "2026-03-30", false)]
    [InlineData("2026-03-30", "2026-03-01", false)]
    [InlineData("2026-03-01", "2026-03-31", true)] // nobody is asked, so no wave is to come
    [InlineData("2026-03-31", "2026-03-01", true)]
    [InlineData("2026-03-01 wave 2026-04-13", "2026-04-12", false)]
    [InlineData("2026-03-01 wave 2026-04-13", "2026-04-13", true)]
    [InlineData("2026-03-01 wave 2026-04-13", "2027-03-01", true)] // every year
    [InlineData("2026-03-01 withdrawn 2026-03-05", "2026-03-01", false)]
    [InlineData("2026-03-01 withdrawn 2026-03-05", "2026-03-02", true)] // put right
    [InlineData("2026-03-01 event a", "2026-09-01 event a", false)]
    [InlineData("2026-03-01 event a", "2026-09-01 event b", true)]
    [InlineData("2026-03-01 event a", "2026-09-01", true)]
    [InlineData("2026-03-01 event a withdrawn 2026-03-05", "2026-03-01 event a", false)]
    [InlineData("2026-03-01 event a at 2026-03-01T23:00:00Z withdrawn 2026-03-05", "2026-03-02 event a at 2026-03-01T23:00:00Z", false)]
    [InlineData("2026-03-01 at 2026-03-01T23:00:00Z withdrawn 2026-03-05", "2026-03-02 at 2026-03-01T23:00:00Z", false)] // has moved
    [InlineData("2026-03-01 event a at 2026-03-01T23:00:00Z withdrawn 2026-03-05", "2026-02-20 event a at 2026-02-20T09:00:00Z", true)]
    // of several: the latest before counts, and only what stands
    [InlineData("2026-01-01 wave 2026-02-12;2026-03-01 wave 2026-04-13", "2026-04-10", false)]
    [InlineData("2026-01-01 wave 2026-02-12;2026-03-01 wave 2026-04-13 withdrawn 2026-03-02", "2026-04-10", true)]
    [InlineData("2026-01-01 wave 2026-02-12;2026-06-01 wave 2026-07-13", "2026-04-01", true)] // history
    public void A_report_is_a_duplicate_or_a_completion_of_its_own(string kept, string reported, bool isNew)
    {
        var decided = SameCompletion.Decide([.. kept.Split(';').Select(Read)], Read(reported), Month);

        Assert.Equal(isNew, decided.IsNew);
        if (!isNew) Assert.EndsWith(".", decided.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void What_comes_after_ends_what_waits_of_the_one_before_and_what_comes_before_is_history()
    {
        KeptCompletion[] before = [Read("2026-01-01 wave 2026-02-12"), Read("2026-06-01 wave 2026-07-13")];

        var (kept, of) = SameCompletion.DecideAll(before, [Read("2026-09-01"), Read("2026-03-01")], Month);

        Assert.Equal([1, 3, 6, 9], kept.Select(one => one.On.Month));
        Assert.Equal((6, null), (of[0].Earlier!.On.Month, of[0].AgainOn));
        Assert.Equal(6, of[1].AgainOn!.Value.Month);
    }

    [Fact]
    public void The_first_wave_of_the_very_day_is_asked()
    {
        KeptCompletion[] before = [Read("2026-03-02 wave 2026-04-13")];

        var (_, of) = SameCompletion.DecideAll(before, [Read("2026-04-13 wave 2026-05-25")], Month);

        Assert.Equal((true, null), (of[0].IsNew, of[0].Earlier));
    }

    [Fact]
    public void Growing_timestamps_are_one_completion()
    {
        var days = Enumerable.Range(10, 6).Select(day => new KeptCompletion(new LocalDate(2026, 11, day))).ToList();

        foreach (var order in (IReadOnlyList<KeptCompletion>[])[days, [.. days.AsEnumerable().Reverse()]])
            Assert.Single(SameCompletion.DecideAll([], order, Month).Of, same => same.IsNew);
    }

    /// <summary>A day, with what follows by name.</summary>
    private static KeptCompletion Read(string text)
    {
        var words = text.Split(' ');
        return new(
            Day(words[0]),
            After("at") is { } at ? InstantPattern.ExtendedIso.Parse(at).Value : null,
            After("event"),
            After("wave") is { } wave ? Day(wave) : null,
            After("withdrawn") is { } withdrawn ? Day(withdrawn) : null);

        string? After(string name) => Array.IndexOf(words, name) is var i and > 0 ? words[i + 1] : null;

        static LocalDate Day(string day) => LocalDatePattern.Iso.Parse(day).Value;
    }
}
