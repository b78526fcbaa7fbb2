namespace Followup.Tests.Results.Rounds.Attacks;

internal static class Insiders
{
    /// <summary>The pair with the most answers, a random pair, and two who both say what most others do not.</summary>
    public static IEnumerable<IReadOnlySet<string>> PairsOf(IReadOnlyList<PublishedRound> rounds, Random random)
    {
        var answers = rounds.SelectMany(round => round.New).ToList();
        var people = answers.GroupBy(answer => answer.Person).OrderBy(person => person.Key, StringComparer.Ordinal).ToList();
        yield return people.OrderByDescending(person => person.Count()).Take(2).Select(person => person.Key).ToHashSet();
        yield return people.OrderBy(_ => random.Next()).Take(2).Select(person => person.Key).ToHashSet();

        var mostSayYes = 2 * answers.Count(answer => answer.IsYes()) >= answers.Count;
        var odd = answers.Where(answer => answer.IsYes() != mostSayYes).Select(answer => answer.Person).Distinct().Take(2).ToHashSet();
        if (odd.Count == 2) yield return odd;
    }
}
