using System.Runtime.InteropServices;

namespace Followup.Tests.Results.Rounds.Attacks;

/// <summary>
/// Every world of a small stream, none sampled. A batch of new people comes before each round; of all that wait and all that are new, some
/// drawn by lot wait on, and the others are counted. Told is how many were counted in each round, by answer.
/// </summary>
/// <remarks>Counts by answer are packed into one number, four bits each: no pool has sixteen.</remarks>
/// <param name="batches">How many people are new in each round.</param>
/// <param name="waiting">How many wait after each.</param>
/// <param name="answers">How many answers there are to choose from: yes and no, or the combinations of two linked questions.</param>
internal sealed class Enumeration(int[] batches, int waiting, int answers = 2)
{
    private const int Bits = 4;

    private readonly Dictionary<(int Pool, int Size), int[]> parts = [];

    /// <summary>Whether any view tells every pair of insiders what somebody else answered.</summary>
    public Verdict AttackByAllPairs()
    {
        var verdict = new Verdict(0, 0);
        for (var first = 0; first < batches.Length; first++)
        {
            for (var second = first; second < batches.Length; second++) verdict += AttackBy(first, second);
        }
        return verdict;
    }

    /// <summary>All that can become of a world: what is counted and who waits, in each round.</summary>
    /// <param name="world">Of each batch the answers, packed.</param>
    public IEnumerable<IReadOnlyList<(int Counted, int Waiting)>> RunsOf(IReadOnlyList<int> world, int round = 0, int waits = 0)
    {
        if (round == world.Count) return [[]];
        var pool = waits + world[round];
        return
            from left in LotsOf(pool)
            from rest in RunsOf(world, round + 1, left)
            select (IReadOnlyList<(int, int)>)[(pool - left, left), .. rest];
    }

    /// <param name="first">The batch of one insider.</param>
    /// <param name="second">The batch of the other.</param>
    private Verdict AttackBy(int first, int second)
    {
        var verdict = new Verdict(0, 0);
        for (var ofFirst = 0; ofFirst < answers; ofFirst++)
        {
            for (var ofSecond = 0; ofSecond < answers; ofSecond++)
            {
                var known = new int[batches.Length];
                known[first] += One(ofFirst);
                known[second] += One(ofSecond);
                var views = new Dictionary<ulong, int>();
                Visit(known, 0, 0, 0, 0, views);
                var all = Enumerable.Range(0, batches.Length).Where(round => Others(known, round) > 0).Sum(round => BitsOf(round));
                verdict += new Verdict(views.Values.Count(open => open != all), views.Count);
            }
        }
        return verdict;

        int BitsOf(int round) => ((1 << answers) - 1) << round * answers;
    }

    /// <param name="open">
    /// A bit for each batch and answer: whether somebody of the others answered otherwise. People of one batch are alike, so their answers
    /// follow only where all of them answered one thing in every world of a view.
    /// </param>
    private void Visit(int[] known, int round, int waits, ulong view, int open, Dictionary<ulong, int> views)
    {
        if (round == batches.Length)
        {
            CollectionsMarshal.GetValueRefOrAddDefault(views, view, out _) |= open;
            return;
        }
        var others = Others(known, round);
        foreach (var world in WorldsOf(others))
        {
            var opened = open;
            for (var answer = 0; answer < answers; answer++)
            {
                if (Count(world, answer) < others) opened |= 1 << round * answers + answer;
            }
            var pool = waits + known[round] + world;
            foreach (var left in LotsOf(pool))
                Visit(known, round + 1, left, view << answers * Bits | (uint)(pool - left), opened, views);
        }
    }

    private int Others(int[] known, int round) => batches[round] - Total(known[round]);

    /// <summary>All that so many people can answer.</summary>
    private int[] WorldsOf(int people) => PartsOf(Enumerable.Range(0, answers).Sum(answer => people * One(answer)), people);

    /// <summary>All who can wait of a pool.</summary>
    private int[] LotsOf(int pool) => PartsOf(pool, Math.Min(waiting, Total(pool)));

    private int[] PartsOf(int pool, int size)
    {
        if (!parts.TryGetValue((pool, size), out var found)) parts[(pool, size)] = found = [.. Parts(pool, size, 0)];
        return found;
    }

    private IEnumerable<int> Parts(int pool, int size, int answer)
    {
        if (answer == answers) return size == 0 ? [0] : [];
        return
            from taken in Enumerable.Range(0, Math.Min(size, Count(pool, answer)) + 1)
            from rest in Parts(pool, size - taken, answer + 1)
            select rest + taken * One(answer);
    }

    private int Total(int pool) => Enumerable.Range(0, answers).Sum(answer => Count(pool, answer));

    private static int Count(int pool, int answer) => pool >> answer * Bits & 15;

    private static int One(int answer) => 1 << answer * Bits;
}
