using Followup.Rows;
using Followup.Shared.Storage;
using NodaTime;

namespace Followup.Results.Rounds;

/// <summary>
/// The rounds of one program on one day: takes its answers in any order, then says which streams have a round. A pure function of answers,
/// states and lots, so that the same day held twice, or again after a crash, holds the same; of a stream that has had it, nothing is new.
/// </summary>
/// <param name="states">By id.</param>
/// <param name="lostUntil">
/// Where all states were lost: answers that were final by then may have been counted, and are not counted again. Else default.
/// </param>
public sealed class RoundDay(
    IReadOnlyDictionary<string, StreamState> states, LocalDate day, Lot lot, DateTimeOffset lostUntil = default)
{
    // their rows are written in one transaction with the others' row and round; where there are more, the rest moves the next time
    private const int MostMoving = TableTransactions.MostRows - 2;

    private readonly DateTimeOffset cutoff = RoundCalendar.CutoffOf(day);
    private readonly Dictionary<string, Draw> draws = [];

    // what a group's new answers would be among the others, should they move: lots of another stream fall otherwise
    private readonly Dictionary<string, Draw> drawsIfMoved = [];
    private readonly HashSet<string> found = [];

    private readonly Dictionary<string, string> waitingIn = states.Values
        .SelectMany(state => state.Waiting.Select(place => (place.Response, state.Key.Id)))
        .Where(place => place.Response is not null)
        .ToDictionary(place => place.Response!, place => place.Id);

    /// <summary>Answers that are not final by the day, and those that were counted, are passed over.</summary>
    /// <returns>The stream in which it takes part, or took part; null where it does not yet.</returns>
    public StreamKey? Take(FinalAnswer answer)
    {
        var own = answer.Stream;
        // one that is final later is another, given anew under the same key: it may still change, and is counted when it is final
        if (waitingIn.TryGetValue(answer.Response, out var waitsIn) && answer.FinalAt <= states[waitsIn].Until)
        {
            found.Add(answer.Response);
            var waited = states[waitsIn].Key;
            DrawOf(waited).AddWaiting(answer);
            return waited;
        }
        if (answer.FinalAt > cutoff || answer.FinalAt <= lostUntil) return null;
        var state = states.GetValueOrDefault(own.Id);
        if (answer.FinalAt <= state?.MovedUntil)
        {
            var others = DrawOf(own.Others);
            if (states[own.Others.Id].Moved.Any(moved => moved.Holds(answer))) others.AddNew(answer);
            else others.AddEarlier(answer);
            return own.Others;
        }
        if (answer.FinalAt <= state?.Until)
        {
            DrawOf(own).AddEarlier(answer);
            return own;
        }

        DrawOf(own).AddNew(answer);
        if (own.CountsIn is CountsIn.Department or CountsIn.Role && RoundsOf(own.Id) == 0)
        {
            if (!drawsIfMoved.TryGetValue(own.Id, out var moved))
                drawsIfMoved[own.Id] = moved = new(own.Others, RoundsOf(own.Others.Id) + 1, lot);
            moved.AddNew(answer);
        }
        return own;
    }

    /// <summary>What changes: once all answers are taken.</summary>
    public IReadOnlyList<RoundChange> Hold()
    {
        List<RoundChange> changes = [];
        List<(Draw Draw, StreamState State)> moving = [];
        foreach (var draw in draws.Values.Where(draw => draw.Stream.CountsIn != CountsIn.Others).ToList())
        {
            var state = StateOf(draw);
            if (draw.Due() is { } kind) changes.Add(Held(state, draw, kind));
            else if (IsTooLong(state, draw)) moving.Add((draw, state));
        }
        var movingByOthers = moving
            .GroupBy(group => group.Draw.Stream.Others)
            .SelectMany(group => group.OrderBy(one => one.State.Key.Id, StringComparer.Ordinal).Take(MostMoving))
            .ToLookup(group => group.Draw.Stream.Others);
        foreach (var group in movingByOthers)
        {
            foreach (var (draw, _) in group) DrawOf(group.Key).Merge(drawsIfMoved[draw.Stream.Id]);
        }
        foreach (var draw in draws.Values.Where(draw => draw.Stream.CountsIn == CountsIn.Others).ToList())
        {
            var moved = movingByOthers[draw.Stream].ToList();
            var state = StateOf(draw);
            var names = state.Names.Union(draw.Groups).Order(StringComparer.Ordinal);
            List<StreamState> left = [.. moved.Select(group => group.State with { Until = cutoff, MovedUntil = cutoff })];
            if (draw.Due() is { } kind)
            {
                changes.Add(Held(state with { Names = [.. names] }, draw, kind) with { Left = left });
            }
            else if (left.Count > 0)
            {
                var windows = moved.Select(group => new Moved(group.Draw.Stream.Id, group.State.Until, cutoff));
                var next = state with { Waiting = PlacesOf(state), Moved = [.. state.Moved, .. windows] };
                changes.Add(new(next, null) { Left = left });
            }
        }
        return [.. changes, .. WithPlacesEmptied(changes)];
    }

    private RoundChange Held(StreamState state, Draw draw, RoundKind kind)
    {
        var (counted, waiting) = draw.Hold(kind, PlacesOf(state));
        var next = state with { Rounds = state.Rounds + 1, Until = cutoff, Waiting = waiting, Moved = [] };
        var round = new Round(state.Key, state.Version, next.Rounds, day.ToDateOnly(), counted, waiting.Count, state.Names);
        return new(next, round with { BeginsAnew = kind == RoundKind.BeginsAnew });
    }

    /// <summary>Streams without a round of which an answer that waits is gone: its key goes too.</summary>
    private IEnumerable<RoundChange> WithPlacesEmptied(List<RoundChange> changes)
    {
        var changed = changes.Select(change => change.State.Key.Id).ToHashSet();
        return
            from state in states.Values
            where !changed.Contains(state.Key.Id) && state.Waiting.Any(IsGone)
            select new RoundChange(state with { Waiting = PlacesOf(state) }, null);
    }

    private IReadOnlyList<Place> PlacesOf(StreamState state) =>
        [.. state.Waiting.Select(place => IsGone(place) ? place with { Response = null } : place)];

    private bool IsGone(Place place) => place.Response is not null && !found.Contains(place.Response);

    private bool IsTooLong(StreamState state, Draw draw) =>
        state.Rounds == 0 && draw.Oldest + ReleaseRule.Patience < cutoff && drawsIfMoved.ContainsKey(draw.Stream.Id);

    private Draw DrawOf(StreamKey stream)
    {
        if (!draws.TryGetValue(stream.Id, out var draw)) draws[stream.Id] = draw = new(stream, RoundsOf(stream.Id) + 1, lot);
        return draw;
    }

    private StreamState StateOf(Draw draw) => states.GetValueOrDefault(draw.Stream.Id) ?? new(draw.Stream, draw.Version);

    private int RoundsOf(string id) => states.GetValueOrDefault(id)?.Rounds ?? 0;
}
