using Followup.Results.Rounds;
using Microsoft.Extensions.Options;
using NodaTime;

namespace Followup.Tests.Results.Rounds.Attacks;

/// <summary>A round that the product held, with what the tables keep of it and what everybody knows of it.</summary>
/// <param name="New">Those who took part for the first time: it is known who answered, and when pages close.</param>
/// <param name="Waiting">After it.</param>
internal sealed record HeldRound(Round Round, IReadOnlyList<FinalAnswer> New, IReadOnlyList<Place> Waiting);

/// <summary>
/// Drives the product's rounds of a program, one round day after the other, keeping what the tables keep. Checks of each round that three
/// different people wait, and that it counts as many as it has to: of all who waited and all who are new, all but these.
/// </summary>
internal sealed class ProductRounds(string lotKey)
{
    private readonly Lot lot = new(Options.Create(new RoundOptions { LotKey = KeyOf(lotKey) }));
    private readonly Dictionary<string, StreamState> states = [];
    private readonly Dictionary<string, List<HeldRound>> held = [];
    private readonly HashSet<string> taken = [];
    private readonly Dictionary<string, StreamKey> moved = [];

    public IReadOnlyDictionary<string, StreamState> States => states;

    /// <summary>Rounds that went on one from the other: where one begins anew, nothing goes over to it.</summary>
    public IEnumerable<IReadOnlyList<HeldRound>> Streams => held.Values.SelectMany(RunsOf);

    public IReadOnlyList<HeldRound> Of(StreamKey stream) => held.GetValueOrDefault(stream.Id) ?? [];

    /// <param name="answers">All that are there: erased ones are not.</param>
    public void Hold(LocalDate day, IReadOnlyCollection<FinalAnswer> answers)
    {
        var rounds = new RoundDay(states, day, lot);
        foreach (var answer in answers) rounds.Take(answer);
        var cutoff = RoundCalendar.CutoffOf(day);
        var changes = rounds.Hold();
        var pending = answers.Where(answer => answer.FinalAt <= cutoff && !taken.Contains(answer.Response)).ToList();
        foreach (var group in changes.SelectMany(change => change.Left))
        {
            foreach (var answer in pending.Where(answer => answer.Stream == group.Key)) moved.TryAdd(answer.Response, group.Key.Others);
        }
        var byStream = pending.ToLookup(answer => moved.GetValueOrDefault(answer.Response, answer.Stream));
        foreach (var change in changes)
        {
            Keep(change, [.. byStream[change.State.Key]]);
            foreach (var group in change.Left) states[group.Key.Id] = group;
        }
    }

    public void HoldWeekly(LocalDate first, LocalDate last, IReadOnlyCollection<FinalAnswer> answers)
    {
        for (var day = first; day <= last; day = day.PlusWeeks(1)) Hold(day, answers);
    }

    private void Keep(RoundChange change, IReadOnlyList<FinalAnswer> fresh)
    {
        var before = states.GetValueOrDefault(change.State.Key.Id)?.Waiting ?? [];
        states[change.State.Key.Id] = change.State;
        if (change.Round is not { } round) return;

        taken.UnionWith(fresh.Select(answer => answer.Response));
        if (!held.TryGetValue(round.Stream.Id, out var rounds)) held[round.Stream.Id] = rounds = [];
        rounds.Add(new(round, fresh, change.State.Waiting));
        Assert.Equal(rounds.Count, round.Number);
        Assert.Equal(ReleaseRule.Waiting, change.State.Waiting.Count);
        Assert.Distinct(change.State.Waiting.Select(place => place.Person));
        var waited = round.BeginsAnew ? 0 : before.Count;
        Assert.Equal(fresh.Count + waited - ReleaseRule.Waiting, round.Counted[AnswerCount.Answers]);
        Assert.InRange(round.Counted[AnswerCount.Answers], 5, long.MaxValue);
    }

    private static IEnumerable<IReadOnlyList<HeldRound>> RunsOf(List<HeldRound> rounds)
    {
        List<HeldRound> run = [];
        foreach (var round in rounds)
        {
            if (round.Round.BeginsAnew)
            {
                yield return run;
                run = [];
            }
            run.Add(round);
        }
        yield return run;
    }

    private static string KeyOf(string text) => Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(text.PadRight(32, '.')));
}
