using Followup.Programs;
using Followup.Results.Counts;
using Followup.Rows;
using Followup.Shared.Storage;
using NodaTime;

namespace Followup.Results.Rounds;

/// <summary>Holds the rounds of a program's day.</summary>
/// <remarks>
/// Order of writes: totals of nothing, once; a mark of the day; each stream that has a round, in one transaction with it; then what people
/// wrote; then the overview and the totals of all rounds. Each repeated changes nothing: of a stream that has had its round nothing is new,
/// and totals are computed from the rounds. A crash between two leaves the totals as they were, so pages stay as they are; the next night
/// goes on. Of two handlers at once the one that finds a stream changed begins again. Where the mark is of a later day than the totals, the
/// table was brought back from an older copy, or the day failed until the next: its rounds are held again first, and fall as they fell.
/// Where there is a mark and no row of totals at all, the table was lost: answers of before the mark are not counted again, because sums
/// that were told and sums of another lot would tell whom the lots fell on.
/// </remarks>
public sealed class RoundHolding(
    Tables tables, RoundStore rounds, CommentStore comments, ProgramScan scan, ProgramStore programs, CountStore counts, Lot lot)
{
    public async Task HoldAsync(string programId, LocalDate day, CancellationToken ct)
    {
        if (await programs.FindAsync(programId, ct) is not { } program) return;
        var marked = await rounds.MarkedAsync(programId, ct);
        var totals = await rounds.FindTotalsAsync(programId, ct) ?? await rounds.BeginAsync(programId, LostUntil(marked), ct);
        if (totals.Day >= day.ToDateOnly()) return;
        if (marked < day && !(totals.Day >= marked.Value.ToDateOnly())) await HoldAsync(programId, marked.Value, ct);
        await rounds.MarkAsync(programId, day, ct);
        while (!await TryHoldAsync(program, day, totals.LostUntil, ct)) { }
    }

    private static DateTimeOffset LostUntil(LocalDate? marked) => marked is { } day ? RoundCalendar.CutoffOf(day) : default;

    /// <returns>False where another handler changed a stream meanwhile.</returns>
    private async Task<bool> TryHoldAsync(StoredProgram program, LocalDate day, DateTimeOffset lostUntil, CancellationToken ct)
    {
        var before = await rounds.TotalsAsync(program.Id, ct);
        var erased = await comments.ErasedAsync(program.Id, ct);
        var streams = await rounds.StreamsAsync(program.Id, ct);
        var written = (await comments.AllAsync(program.Id, ct)).ToLookup(round => (round.Wave, round.Audience));
        var states = streams.ToDictionary(stream => stream.Key, stream => stream.Value.State);
        var scanned = new DayOfProgram(program, day, lostUntil, states, written, lot);
        var completions = scan.ReadAsync(program, scanned.Asked.Add, scanned.CountCompletion, ct);
        await foreach (var completion in completions) scanned.Take(completion);

        var participation = await counts.ParticipationAsync(program.Id, ct);
        var changes = scanned.Rounds.Hold().Select(change => scanned.WithAsked(change, participation)).ToList();
        var isWritten = await rounds.WriteAsync(program.Id, streams, changes, ct);
        await ForgetErasedAsync(program.Id, changes.SelectMany(change => change.State.Waiting), ct);
        if (!isWritten) return false;
        foreach (var round in scanned.Comments()) await comments.AddAsync(program.Id, round, ct);
        await comments.RemoveErasedAsync(program.Id, erased, ct);
        await rounds.SaveTotalsAsync(program.Id, async () => scanned.Totals(before, await rounds.RoundsAsync(program.Id, ct)), ct);
        return true;
    }

    /// <summary>
    /// Who was erased after the scan had read their answers: erasing removes an answer first and looks for its place then, which may not
    /// have been written yet. So one of the two, it or this, always finds the place.
    /// </summary>
    private async Task ForgetErasedAsync(string programId, IEnumerable<Place> places, CancellationToken ct)
    {
        foreach (var place in places)
        {
            if (place.Response?.Split('|', 3) is not [var id, var month, var row]) continue;
            var response = await tables.Responses.FindAsync<ResponseRow>($"{id}|{month}", row, ct);
            if (response is null)
                await rounds.ForgetAsync(programId, place.Person, $"{Guid.NewGuid():N}", gone => gone == place.Response, ct);
            else if (response.By is { } by && by != place.Person) await rounds.ForgetAsync(programId, place.Person, by, _ => false, ct);
        }
    }
}
