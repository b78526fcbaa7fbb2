using Followup.Rows;

namespace Followup.Results.Rounds;

/// <summary>Adds up rounds: figures are sums of whole rounds, so that none can be had of less.</summary>
public static class TotalsOfRounds
{
    public static IReadOnlyList<AudienceTotals> Of(IEnumerable<Round> rounds)
    {
        var audiences = rounds
            .GroupBy(round => (round.Stream.Wave, round.Stream.Audience))
            .OrderBy(audience => audience.Key.Wave, StringComparer.Ordinal)
            .ThenBy(audience => audience.Key.Audience);
        return [.. audiences.Select(audience => AudienceOf(audience.Key.Wave, audience.Key.Audience, [.. audience]))];
    }

    private static AudienceTotals AudienceOf(string wave, Shared.Keys.Audience audience, IReadOnlyList<Round> rounds)
    {
        var groups = rounds
            .GroupBy(round => (round.Stream.CountsIn, round.Stream.Group))
            .OrderBy(group => group.Key.CountsIn)
            .ThenBy(group => group.Key.Group, StringComparer.Ordinal);
        var days = rounds.GroupBy(round => round.Day).OrderBy(day => day.Key);
        return new(
            wave, audience, Latest(rounds).All,
            [.. groups.Select(group => GroupOf(group.Key.CountsIn, group.Key.Group, [.. group]))],
            [.. days.Select(day => new DayTotals(day.Key, TalliesOf(day)))]);
    }

    private static GroupTotals GroupOf(CountsIn countsIn, string name, IReadOnlyList<Round> rounds)
    {
        var answered = rounds
            .GroupBy(round => round.Stream)
            .Sum(stream => (int)stream.Sum(round => round.Counted[AnswerCount.Answers]) + Latest(stream).Waiting);
        var names = rounds.SelectMany(round => round.Names).Distinct().Order(StringComparer.Ordinal);
        var days = rounds.Select(round => round.Day).Distinct().Order();
        return new(countsIn, name, [.. names], Latest(rounds).Group, answered, TalliesOf(rounds), [.. days]);
    }

    /// <summary>By wording, the latest last.</summary>
    public static IReadOnlyList<WordingTally> TalliesOf(IEnumerable<Round> rounds)
    {
        var tallies = rounds
            .GroupBy(round => (round.Stream.Wording, round.Stream.HasEarlier))
            .Select(wording => new WordingTally(
                wording.Key.Wording, wording.Min(round => round.Version), wording.Key.HasEarlier,
                Tally.Sum(wording.First().Counted.Outcomes, wording.Select(round => round.Counted))));
        return [.. tallies.OrderBy(tally => tally.Version).ThenBy(tally => tally.HasEarlier)];
    }

    private static Round Latest(IEnumerable<Round> rounds) => rounds.MaxBy(round => round.Day)!;
}
