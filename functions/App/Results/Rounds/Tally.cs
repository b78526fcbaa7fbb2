using System.Text.Json.Serialization;
using Followup.Results.Figures;
using Followup.Rows;

namespace Followup.Results.Rounds;

/// <summary>
/// What is counted of answers of one audience, in one wording: all that any figure needs. One array of counts, so that tallies add up by
/// adding; its places are the members below.
/// </summary>
/// <param name="outcomes">How many behaviors the wording has.</param>
[method: JsonConstructor]
public sealed class Tally(int outcomes, long[] counts)
{
    private const int Histogram = Agreement.Steps + 1;
    private const int SinceSlots = 3;
    private const int PerOutcome = Histogram + SinceSlots;

    private static readonly int AnswerCounts = Enum.GetValues<AnswerCount>().Length;
    private static readonly int Fixed = AnswerCounts + BarrierIds.All.Count + Histogram;

    public Tally(int outcomes) : this(outcomes, new long[Fixed + outcomes * PerOutcome]) { }

    public int Outcomes => outcomes;

    public long[] Counts => counts;

    public ref long this[AnswerCount count] => ref counts[(int)count];

    public ref long BarrierNamed(int barrier) => ref counts[AnswerCounts + barrier];

    /// <summary>Of managers who gave one frequency for all behaviors: by step, as <see cref="Distribution"/>.</summary>
    [JsonIgnore]
    public Span<long> OneForAllSteps => counts.AsSpan(AnswerCounts + BarrierIds.All.Count, Histogram);

    /// <summary>Answers by step of a frequency, and last those that could not tell: no occasion, or not observed.</summary>
    public Span<long> Distribution(int outcome) => counts.AsSpan(Fixed + outcome * PerOutcome, Histogram);

    /// <summary>
    /// Of those who told a frequency on the day of completion too: all, those who reached the target since, those who lost it.
    /// </summary>
    public Span<long> SinceCompletion(int outcome) => counts.AsSpan(Fixed + outcome * PerOutcome + Histogram, SinceSlots);

    public void Add(Tally other)
    {
        for (var i = 0; i < counts.Length; i++) counts[i] += other.Counts[i];
    }

    public void Subtract(Tally other)
    {
        for (var i = 0; i < counts.Length; i++) counts[i] -= other.Counts[i];
    }

    /// <summary>Of one wording.</summary>
    public static Tally Sum(int outcomes, IEnumerable<Tally> tallies)
    {
        var sum = new Tally(outcomes);
        foreach (var tally in tallies) sum.Add(tally);
        return sum;
    }
}
