using Followup.Results.Rounds;
using Followup.Rows;
using Followup.Shared.Keys;
using Microsoft.Extensions.Options;
using NodaTime;

namespace Followup.Tests.Results.Rounds;

public sealed class MillionAnswersTests
{
    private const int Answers = 1_000_000, Departments = 200;

    private static readonly LocalDate Day = new(2026, 11, 23);

    /// <summary>Rounds of a first day, of answers that come one by one: what is kept of a million is what is kept of a thousand.</summary>
    [Fact]
    public void A_million_answers_are_counted_in_the_memory_of_a_few()
    {
        var lot = new Lot(Options.Create(new RoundOptions { LotKey = Convert.ToBase64String(new byte[32]) }));
        var day = new RoundDay(new Dictionary<string, StreamState>(), Day, lot);
        StreamKey[] streams = [.. Enumerable.Range(0, Departments).Select(StreamOf)];
        var before = GC.GetTotalMemory(forceFullCollection: true);

        for (var i = 0; i < Answers; i++) day.Take(AnswerOf(streams[i % Departments], i));
        var kept = GC.GetTotalMemory(forceFullCollection: true) - before;
        var changes = day.Hold();

        // a million kept would be some hundred megabytes; other tests of the process are measured along
        Assert.InRange(kept, long.MinValue, 100_000_000);
        Assert.Equal(Departments, changes.Count);
        Assert.Equal(Answers - Departments * ReleaseRule.Waiting, changes.Sum(change => change.Round!.Counted[AnswerCount.Answers]));
    }

    private static StreamKey StreamOf(int department) =>
        new("P42D", Audience.Learner, "w", CountsIn.Department, $"Department {department}", HasEarlier: false);

    private static FinalAnswer AnswerOf(StreamKey stream, int i)
    {
        var tally = new Tally(3);
        tally[AnswerCount.Answers] = 1;
        return new(stream, $"response {i}", 1, $"person {i}", $"person {i}", stream.Group, RoundCalendar.CutoffOf(Day), tally);
    }
}
