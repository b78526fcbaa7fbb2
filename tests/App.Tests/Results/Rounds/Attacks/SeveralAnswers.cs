using System.Runtime.InteropServices;

namespace Followup.Tests.Results.Rounds.Attacks;

/// <summary>
/// Every world of a small stream in which people give several answers, yes or no, as a manager does of several reports. Two people know all
/// of their own answers, and not which of them wait.
/// </summary>
/// <remarks>
/// Where a lot leaves the stream is one number: for each person four bits of waiting yes and four of waiting no, and above them what was
/// told, round by round.
/// </remarks>
/// <param name="batches">Of each round, how many new answers each person gives.</param>
/// <param name="waiting">How many answers wait after each round.</param>
/// <param name="ofDifferentPeople">Else the lot lets any answers wait.</param>
internal sealed class SeveralAnswers(int[][] batches, int waiting, bool ofDifferentPeople)
{
    private const int Person = 8;
    private const ulong Yes = 1, No = 1 << 4;

    private readonly int people = batches[0].Length;
    private readonly Dictionary<ulong, ulong[]> lots = [];

    public Verdict AttackByAllPairs()
    {
        var verdict = new Verdict(0, 0);
        for (var first = 0; first < people; first++)
        {
            for (var second = first + 1; second < people; second++) verdict += AttackBy(first, second);
        }
        return verdict;
    }

    public Verdict AttackBy(int first, int second)
    {
        // what insiders know parts the worlds: a view is one with what they answered
        var views = new Dictionary<(UInt128 Known, ulong View), ulong>();
        Visit(0, [0], 0, 0);
        var all = (1UL << 2 * Keys().Count()) - 1;
        return new(views.Values.Count(open => open != all), views.Count);

        bool IsInsider(int person) => person == first || person == second;

        IEnumerable<(int Round, int Person)> Keys() =>
            from round in Enumerable.Range(0, batches.Length)
            from person in Enumerable.Range(0, people)
            where batches[round][person] > 0 && !IsInsider(person)
            select (round, person);

        void Visit(int round, ulong[] states, UInt128 known, ulong open)
        {
            if (round == batches.Length)
            {
                foreach (var view in states.Select(state => state >> people * Person).Distinct())
                    CollectionsMarshal.GetValueRefOrAddDefault(views, (known, view), out _) |= open;
                return;
            }
            foreach (var world in WorldsOf(batches[round], 0))
            {
                var (knownNow, openNow) = (known, open);
                for (var person = 0; person < people; person++)
                {
                    if (batches[round][person] == 0) continue;
                    var (yes, no) = (Count(world, person, Yes), Count(world, person, No));
                    if (IsInsider(person)) knownNow = knownNow << 4 | (uint)yes;
                    // somebody said yes, somebody said no
                    else openNow = openNow << 2 | (yes > 0 ? 1UL : 0) | (no > 0 ? 2UL : 0);
                }
                Visit(round + 1, [.. states.SelectMany(state => After(state, world)).Distinct()], knownNow, openNow);
            }
        }
    }

    private IEnumerable<ulong> After(ulong state, ulong arrived)
    {
        var waits = state & (1UL << people * Person) - 1;
        var told = state >> people * Person;
        var pool = waits + arrived;
        foreach (var left in LotsOf(pool))
        {
            var counted = pool - left;
            var (yes, no) = (Total(counted, Yes), Total(counted, No));
            yield return ((told << 4 | (uint)yes) << 4 | (uint)no) << people * Person | left;
        }
    }

    private ulong[] LotsOf(ulong pool)
    {
        if (lots.TryGetValue(pool, out var found)) return found;
        var most = ofDifferentPeople
            ? Enumerable.Range(0, people).Count(person => Of(pool, person) > 0)
            : Total(pool, Yes) + Total(pool, No);
        return lots[pool] = [.. Lots(pool, Math.Min(waiting, most), 0)];
    }

    private IEnumerable<ulong> Lots(ulong pool, int size, int person)
    {
        if (person == people) return size == 0 ? [0UL] : [];
        var most = ofDifferentPeople ? Math.Min(size, 1) : size;
        return
            from yes in Enumerable.Range(0, Math.Min(most, Count(pool, person, Yes)) + 1)
            from no in Enumerable.Range(0, Math.Min(most - yes, Count(pool, person, No)) + 1)
            from rest in Lots(pool, size - yes - no, person + 1)
            select rest | ((ulong)yes * Yes + (ulong)no * No) << person * Person;
    }

    private IEnumerable<ulong> WorldsOf(int[] batch, int person)
    {
        if (person == people) return [0UL];
        return
            from yes in Enumerable.Range(0, batch[person] + 1)
            from rest in WorldsOf(batch, person + 1)
            select rest | ((ulong)yes * Yes + (ulong)(batch[person] - yes) * No) << person * Person;
    }

    private int Total(ulong pool, ulong answer) => Enumerable.Range(0, people).Sum(person => Count(pool, person, answer));

    private static ulong Of(ulong pool, int person) => pool >> person * Person & 255;

    private static int Count(ulong pool, int person, ulong answer) => (int)(Of(pool, person) / answer & 15);
}
