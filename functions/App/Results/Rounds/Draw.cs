using System.Security.Cryptography;
using System.Text;
using Followup.Shared.Keys;

namespace Followup.Results.Rounds;

/// <summary>How a round that is due treats those who wait.</summary>
public enum RoundKind
{
    /// <summary>The lot falls on new and waiting answers alike. Of a first round nobody waits yet.</summary>
    GoesOn,

    /// <summary>The lot falls on new answers alone; those who wait are never counted.</summary>
    BeginsAnew,
}

/// <summary>
/// The next round of a stream, as its answers are read: memory does not grow with them, but for a number each person who took part. Whether
/// it is held, and how, looks at the new answers alone, and at who took part before; who waits is drawn.
/// </summary>
public sealed class Draw(StreamKey stream, int round, Lot lot)
{
    private readonly LotOrder drawn = new();
    private readonly List<FinalAnswer> waiting = [];
    private readonly HashSet<string> learners = [];
    private readonly Dictionary<string, int> answersByPerson = [];
    private readonly HashSet<ulong> tookPart = [];
    private Tally? counted;

    public StreamKey Stream => stream;

    /// <summary>Answers that take part for the first time.</summary>
    public int New { get; private set; }

    /// <summary>When the first of them became final.</summary>
    public DateTimeOffset Oldest { get; private set; } = DateTimeOffset.MaxValue;

    /// <summary>The version of one of its answers.</summary>
    public int Version { get; private set; }

    public SortedSet<string> Groups { get; } = new(StringComparer.Ordinal);

    public void AddNew(FinalAnswer answer)
    {
        New++;
        if (answer.FinalAt < Oldest) Oldest = answer.FinalAt;
        // a round asks for eight at most
        if (learners.Count < ReleaseRule.First) learners.Add(answer.Learner);
        if (answersByPerson.Count < ReleaseRule.First || stream.Audience == Audience.Manager)
            answersByPerson[answer.Person] = answersByPerson.GetValueOrDefault(answer.Person) + 1;
        Version = answer.Version;
        Groups.Add(answer.Group);
        (counted ??= new(answer.Tally.Outcomes)).Add(answer.Tally);
        drawn.Add(LotOf(answer), answer);
    }

    /// <summary>An answer that waits since an earlier round.</summary>
    public void AddWaiting(FinalAnswer answer)
    {
        Version = answer.Version;
        waiting.Add(answer);
        AddEarlier(answer);
    }

    /// <summary>An answer that took part in an earlier round.</summary>
    public void AddEarlier(FinalAnswer answer)
    {
        if (stream.Audience == Audience.Learner) tookPart.Add(ShortOf(answer.Person));
    }

    /// <summary>Takes the new answers of a group that moves to this one.</summary>
    /// <param name="moved">Drawn by the lots of this stream and round.</param>
    public void Merge(Draw moved)
    {
        New += moved.New;
        if (moved.Oldest < Oldest) Oldest = moved.Oldest;
        Version = moved.Version;
        learners.UnionWith(moved.learners);
        foreach (var (person, count) in moved.answersByPerson)
            answersByPerson[person] = answersByPerson.GetValueOrDefault(person) + count;
        Groups.UnionWith(moved.Groups);
        if (moved.counted is not null) (counted ??= new(moved.counted.Outcomes)).Add(moved.counted);
        drawn.Merge(moved.drawn);
    }

    /// <summary>Null where no round is due.</summary>
    public RoundKind? Due()
    {
        if (stream.Audience == Audience.Manager && !AreManagersMany) return null;
        if (round > 1 && learners.Count >= ReleaseRule.New && MayGoOn) return RoundKind.GoesOn;
        if (learners.Count < ReleaseRule.First) return null;
        return round == 1 ? RoundKind.GoesOn : RoundKind.BeginsAnew;
    }

    /// <param name="places">Of those who wait, with those whose answers are gone empty.</param>
    /// <returns>What is counted, and who waits from now on.</returns>
    public (Tally Counted, IReadOnlyList<Place> Waiting) Hold(RoundKind kind, IEnumerable<Place> places)
    {
        var tally = counted ?? throw new InvalidOperationException("A round without new answers.");
        List<Place> next = [];
        if (kind == RoundKind.GoesOn)
        {
            next.AddRange(places.Where(place => place.Response is null));
            foreach (var answer in waiting)
            {
                tally.Add(answer.Tally);
                drawn.Add(LotOf(answer), answer);
            }
        }
        foreach (var answer in drawn.Answers)
        {
            if (next.Count >= ReleaseRule.Waiting) break;
            if (next.Exists(place => place.Person == answer.Person)) continue;
            next.Add(new(answer.Person, answer.Response));
            tally.Subtract(answer.Tally);
        }
        return (tally, next);
    }

    private bool AreManagersMany =>
        answersByPerson.Count >= ReleaseRule.FewestManagers && 2 * answersByPerson.Values.Max() <= New;

    /// <summary>
    /// Somebody who answers again must not meet an own answer on its way: either nobody new took part before, or so many are new that there
    /// always is somebody else to take the place. Of managers it is not looked up who took part: most did.
    /// </summary>
    private bool MayGoOn => answersByPerson.Count >= ReleaseRule.FewestToGoOn
        || (stream.Audience == Audience.Learner && !answersByPerson.Keys.Any(person => tookPart.Contains(ShortOf(person))));

    private string LotOf(FinalAnswer answer) => lot.Of(stream.Id, $"{round}", answer.Response);

    /// <summary>64 bits are enough: two that are taken for one make the condition stricter.</summary>
    private static ulong ShortOf(string person) => BitConverter.ToUInt64(SHA256.HashData(Encoding.UTF8.GetBytes(person)));
}
