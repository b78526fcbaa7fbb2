namespace Followup.Results.Rounds;

/// <summary>The first answers by lot, one a person, however many there are.</summary>
internal sealed class LotOrder
{
    // three wait, and up to three people who are drawn may have an empty place already
    private const int Most = 2 * ReleaseRule.Waiting;

    private readonly List<(string Lot, FinalAnswer Answer)> first = [];

    public IEnumerable<FinalAnswer> Answers => first.Select(drawn => drawn.Answer);

    public void Add(string lot, FinalAnswer answer)
    {
        var place = first.FindIndex(other => other.Answer.Person == answer.Person);
        if (place >= 0 && string.CompareOrdinal(first[place].Lot, lot) <= 0) return;
        if (place >= 0) first.RemoveAt(place);
        first.Add((lot, answer));
        first.Sort((one, other) => string.CompareOrdinal(one.Lot, other.Lot));
        if (first.Count > Most) first.RemoveAt(Most);
    }

    public void Merge(LotOrder other)
    {
        foreach (var (lot, answer) in other.first) Add(lot, answer);
    }
}
