using System.Text.Json.Serialization;
using Followup.Results.Figures;
using Followup.Rows;
using Followup.Shared.Keys;

namespace Followup.Results.Counts;

/// <summary>
/// What is counted of a group of completions in one wave: all that any figure needs. One array of counts, so that tallies of groups add
/// up to the tally of all of them by adding; its places are the members below.
/// </summary>
/// <param name="outcomes">How many behaviors the program has.</param>
[method: JsonConstructor]
public sealed class Tally(int outcomes, int[] counts)
{
    private const int Histogram = Agreement.Steps + 1;
    private const int Pairs = Agreement.Steps * Agreement.Steps;
    private const int SinceBaselineSlots = 3;
    private const int PerOutcome = 2 * Histogram + Pairs + 2 * SinceBaselineSlots;

    private static readonly int FunnelSteps = Enum.GetValues<FunnelStep>().Length;
    private static readonly int PerAudience = FunnelSteps + Enum.GetValues<AnswerCount>().Length;
    private static readonly int Fixed = 2 * PerAudience + 1 + BarrierIds.All.Count;

    public Tally(int outcomes) : this(outcomes, new int[Fixed + outcomes * PerOutcome]) { }

    public int Outcomes => outcomes;

    public int[] Counts => counts;

    public ref int this[Audience audience, FunnelStep step] => ref counts[(int)audience * PerAudience + (int)step];

    public ref int this[Audience audience, AnswerCount count] => ref counts[(int)audience * PerAudience + FunnelSteps + (int)count];

    /// <summary>Completions about which both audiences answered.</summary>
    [JsonIgnore]
    public ref int BothAnswered => ref counts[2 * PerAudience];

    public ref int BarrierNamed(int barrier) => ref counts[2 * PerAudience + 1 + barrier];

    /// <summary>
    /// Answers by step of <see cref="Frequency"/>, and last those that could not tell: no occasion, or not observed.
    /// </summary>
    public Span<int> Distribution(Audience audience, int outcome) => Of(outcome, (int)audience * Histogram, Histogram);

    /// <summary>Pairs by the learner's step, then by the manager's: see <see cref="Agreement"/>.</summary>
    public Span<int> PairTable(int outcome) => Of(outcome, 2 * Histogram, Pairs);

    /// <summary>
    /// Of the people who answered on the day of completion and in this wave: all, those who reached the target since, those who lost it.
    /// </summary>
    public Span<int> SinceBaseline(Audience audience, int outcome) =>
        Of(outcome, 2 * Histogram + Pairs + (int)audience * SinceBaselineSlots, SinceBaselineSlots);

    public void Add(Tally other)
    {
        for (var i = 0; i < counts.Length; i++) counts[i] += other.Counts[i];
    }

    public static Tally Sum(int outcomes, IEnumerable<Tally> tallies)
    {
        var sum = new Tally(outcomes);
        foreach (var tally in tallies) sum.Add(tally);
        return sum;
    }

    /// <summary>The same counts with the behaviors in another order: some may be new, some gone.</summary>
    /// <param name="mine">Ids of the behaviors in the order of this tally.</param>
    /// <param name="wanted">Ids of the behaviors in the order of the result.</param>
    public Tally For(IReadOnlyList<string> mine, IReadOnlyList<string> wanted)
    {
        if (mine.SequenceEqual(wanted)) return this;

        var tally = new Tally(wanted.Count);
        counts.AsSpan(0, Fixed).CopyTo(tally.Counts);
        for (var i = 0; i < wanted.Count; i++)
        {
            for (var j = 0; j < mine.Count; j++)
            {
                if (mine[j] == wanted[i]) Of(j, 0, PerOutcome).CopyTo(tally.Of(i, 0, PerOutcome));
            }
        }
        return tally;
    }

    private Span<int> Of(int outcome, int from, int length) => counts.AsSpan(Fixed + outcome * PerOutcome + from, length);
}
