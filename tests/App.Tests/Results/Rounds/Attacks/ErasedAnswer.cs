using System.Runtime.InteropServices;

namespace Followup.Tests.Results.Rounds.Attacks;

/// <summary>What becomes of an erased answer.</summary>
internal enum ErasureRule
{
    /// <summary>It keeps its place, empty: it waits for ever, one of those who wait.</summary>
    KeepPlace,

    /// <summary>It is gone, and the next lot lets as many wait as before.</summary>
    Drop,

    /// <summary>What was told follows at once.</summary>
    Subtract,
}

/// <summary>
/// Every world of a small stream in which somebody of the first batch, no insider, is erased after the first round. An attacker knows who,
/// and wants the answer of anybody, the erased one's too.
/// </summary>
/// <param name="batches">How many people are new in each round; all answer yes or no.</param>
/// <param name="waiting">How many wait after each.</param>
internal sealed class ErasedAnswer(int[] batches, int waiting, ErasureRule rule)
{
    private readonly record struct State(int Yes, int No, int Places, ulong Told);

    public Verdict AttackByAllPairs()
    {
        var verdict = new Verdict(0, 0);
        for (var first = 0; first < batches.Length; first++)
        {
            for (var second = first; second < batches.Length; second++)
            {
                for (var answers = 0; answers < 4; answers++) verdict += AttackBy([(first, answers & 1), (second, answers >> 1)]);
            }
        }
        return verdict;
    }

    private Verdict AttackBy((int Batch, int Yes)[] insiders)
    {
        var known = batches.Select((_, round) => insiders.Where(one => one.Batch == round).Sum(one => one.Yes)).ToArray();
        var others = batches.Select((size, round) => OthersOf(round, size)).ToArray();
        var views = new Dictionary<ulong, int>();
        foreach (var erased in new[] { 0, 1 }) Visit(0, [], 1 << erased, erased);
        var all = 3 + Enumerable.Range(0, batches.Length).Where(round => others[round] > 0).Sum(round => 12 << 2 * round);
        return new(views.Values.Count(open => open != all), views.Count);

        int OthersOf(int round, int size) => size - insiders.Count(one => one.Batch == round) - (round == 0 ? 1 : 0);

        // of each batch, and of who is erased, two bits: whether any of them can have answered yes, and no
        void Visit(int round, IReadOnlyCollection<State> states, int open, int erased)
        {
            if (round == batches.Length)
            {
                foreach (var state in states) CollectionsMarshal.GetValueRefOrAddDefault(views, state.Told, out _) |= open;
                return;
            }
            for (var yes = 0; yes <= others[round]; yes++)
            {
                var openNow = open | (yes > 0 ? 4 << 2 * round : 0) | (yes < others[round] ? 8 << 2 * round : 0);
                var saidYes = yes + known[round];
                var saidNo = batches[round] - (round == 0 ? 1 : 0) - saidYes;
                var next = round == 0 ? First(saidYes, saidNo, erased) : states.SelectMany(state => Next(state, saidYes, saidNo));
                Visit(round + 1, next.ToHashSet(), openNow, erased);
            }
        }
    }

    private IEnumerable<State> First(int yes, int no, int erased)
    {
        foreach (var waits in new[] { false, true })
        {
            foreach (var left in LotsOf(yes, no, waiting - (waits ? 1 : 0)))
            {
                var counted = yes - left.Yes + (waits ? 0 : erased);
                var told = Tell(0, batches[0] - waiting, counted);
                if (rule == ErasureRule.Subtract)
                    told = Tell(told, batches[0] - waiting - (waits ? 0 : 1), counted - (waits ? 0 : erased));
                yield return new(left.Yes, left.No, waits && rule == ErasureRule.KeepPlace ? 1 : 0, told);
            }
        }
    }

    private IEnumerable<State> Next(State state, int arrivedYes, int arrivedNo)
    {
        var (yes, no) = (state.Yes + arrivedYes, state.No + arrivedNo);
        var size = waiting - state.Places;
        return LotsOf(yes, no, size)
            .Select(left => new State(left.Yes, left.No, state.Places, Tell(state.Told, yes + no - size, yes - left.Yes)));
    }

    private static IEnumerable<(int Yes, int No)> LotsOf(int yes, int no, int size)
    {
        for (var left = Math.Max(0, size - no); left <= Math.Min(size, yes); left++) yield return (left, size - left);
    }

    private static ulong Tell(ulong told, int counted, int yes) => (told << 4 | (uint)counted) << 4 | (uint)yes;
}
