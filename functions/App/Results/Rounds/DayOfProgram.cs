using Followup.Programs;
using Followup.Results.Counts;
using Followup.Rows;
using Followup.Shared.Keys;
using NodaTime;

namespace Followup.Results.Rounds;

/// <summary>All that a scan of a program on a round day gathers.</summary>
/// <param name="lostUntil">See <see cref="RoundDay"/>.</param>
internal sealed class DayOfProgram(
    StoredProgram program, LocalDate day, DateTimeOffset lostUntil, IReadOnlyDictionary<string, StreamState> streams,
    ILookup<(string Wave, Audience Audience), CommentRound> written, Lot lot)
{
    private readonly DateTimeOffset cutoff = RoundCalendar.CutoffOf(day);
    private readonly Dictionary<(string Wave, Audience Audience), CommentDraw> comments = [];
    private readonly Dictionary<string, PairCount> pairs = [];
    private readonly SortedSet<string> departments = new(StringComparer.Ordinal), roles = new(StringComparer.Ordinal);
    private int completed;

    public RoundDay Rounds { get; } = new(streams, day, lot, lostUntil);

    public AskedCounts Asked { get; } = new(RoundCalendar.CutoffOf(day), streams.Values);

    public void CountCompletion(FollowupRow followup)
    {
        completed++;
        departments.Add(followup.Department ?? "");
        roles.Add(followup.Role ?? "");
    }

    public void Take(ScannedCompletion completion)
    {
        foreach (var answer in FinalAnswers.Of(completion, program.Definition.GroupedBy))
        {
            if (Rounds.Take(answer) is { } stream) Asked.AddAnswer(stream, answer.Person);
        }
        foreach (var answer in completion.Answers)
        {
            var (wave, audience) = (answer.Response.Wave, answer.Response.Audience);
            if (!comments.TryGetValue((wave, audience), out var draw))
                comments[(wave, audience)] = draw = NewDraw(wave, audience);
            draw.Take(answer);
        }
        if (program.Definition.Agreement) TakePairs(completion);
    }

    private CommentDraw NewDraw(string wave, Audience audience)
    {
        var last = written[(wave, audience)].LastOrDefault();
        return new(wave, audience, (last?.Number ?? 0) + 1, last?.Until ?? lostUntil, cutoff, lot);
    }

    public IEnumerable<CommentRound> Comments() => comments.Values.Select(draw => draw.Hold()).OfType<CommentRound>();

    /// <summary>The change, and in its round who was asked and how far the invitations have come.</summary>
    public RoundChange WithAsked(RoundChange change, Participation participation)
    {
        if (change.Round is not { Stream: var stream } round) return change;
        var funnel = participation.Of(stream.Wave, stream.Audience);
        return change with
        {
            Round = round with
            {
                Group = Asked.OfGroup(stream, change.Left.Select(state => state.Key.Group).Distinct()),
                All = Asked.OfAll(stream) with { Funnel = funnel },
            },
        };
    }

    public ProgramTotals Totals(ProgramTotals before, IReadOnlyList<Round> held) =>
        new(day.ToDateOnly(), [.. departments], [.. roles])
        {
            Completed = completed,
            LostUntil = lostUntil,
            Audiences = TotalsOfRounds.Of(held),
            Pairs = [.. PairsTold(before, held)],
        };

    /// <summary>They move only on a day on which a round of the wave was held.</summary>
    private IEnumerable<PairsTold> PairsTold(ProgramTotals before, IReadOnlyList<Round> held)
    {
        foreach (var (wave, count) in pairs)
        {
            var last = before.Pairs.FirstOrDefault(one => one.Wave == wave);
            var isRoundDay = held.Any(round => round.Stream.Wave == wave && round.Day == day.ToDateOnly());
            if ((isRoundDay ? count.Told(last, day.ToDateOnly()) : last) is { } told) yield return told;
        }
    }

    private void TakePairs(ScannedCompletion completion)
    {
        foreach (var wave in completion.Answers.Select(answer => answer.Response.Wave).Distinct().Where(wave => wave != Wave.Baseline))
        {
            if (!pairs.TryGetValue(wave, out var count)) pairs[wave] = count = new(wave, cutoff);
            count.Take(completion);
        }
    }
}
