using Azure.Data.Tables;
using Followup.Results.Counts;
using Followup.Shared.Keys;
using Followup.Shared.Storage;

namespace Followup.Results.Rounds;

/// <summary>
/// What people wrote. Table <c>results</c>, partition <c>{program}</c>, rows <c>comments|{wave}|{audience}|{number}</c>; and rows
/// <c>erased|{random}</c>, one an erased answer until the next round day: then the lists in which it took part go whole, because what is
/// left would tell which text it was. Until then they stay, because a page that changes would tell that somebody was erased, and when.
/// </summary>
public sealed class CommentStore(Tables tables)
{
    private const string ErasedPrefix = "erased|";

    /// <summary>All rounds of a program, in order of wave, audience and number.</summary>
    public async Task<IReadOnlyList<CommentRound>> AllAsync(string programId, CancellationToken ct) =>
        await tables.Results.RangeAsync<TableEntity>(programId, "comments|", ct).Select(ReadOf<CommentRound>).ToListAsync(ct);

    /// <summary>Of one wave, the latest first.</summary>
    public async Task<IReadOnlyList<CommentRound>> OfAsync(string programId, string wave, CancellationToken ct)
    {
        var rows = tables.Results.RangeAsync<TableEntity>(programId, $"comments|{wave}|", ct);
        var rounds = await rows.Select(ReadOf<CommentRound>).ToListAsync(ct);
        return [.. rounds.OrderByDescending(round => round.Number)];
    }

    /// <summary>Adds a round; where another handler has, that one stays.</summary>
    public Task AddAsync(string programId, CommentRound round, CancellationToken ct) =>
        tables.Results.TryAddAsync(RowOf(programId, round), ct);

    /// <summary>
    /// Notes that an answer is being erased: before it is, so that a crash between, or a round that reads it at that moment, leaves no word
    /// of it behind the next round day.
    /// </summary>
    public Task NoteErasedAsync(string programId, ErasedAnswer answer, CancellationToken ct) =>
        tables.Results.AddEntityAsync(ResultRow.Of(programId, $"{ErasedPrefix}{Guid.NewGuid():N}", answer), ct);

    public async Task<IReadOnlyList<TableEntity>> ErasedAsync(string programId, CancellationToken ct) =>
        await tables.Results.RangeAsync<TableEntity>(programId, ErasedPrefix, ct).ToListAsync(ct);

    /// <summary>Empties the rounds in which somebody erased took part. Their rows stay, so that none of it is shown again.</summary>
    /// <param name="noted">Those noted before the round read any answer: they are done with.</param>
    public async Task RemoveErasedAsync(string programId, IEnumerable<TableEntity> noted, CancellationToken ct)
    {
        var erased = (await ErasedAsync(programId, ct)).Select(ReadOf<ErasedAnswer>).ToList();
        foreach (var round in await AllAsync(programId, ct))
        {
            if (round.Examples.Count + round.Helps.Count == 0 || !erased.Exists(answer => IsIn(round, answer))) continue;
            await tables.Results.UpsertEntityAsync(RowOf(programId, round with { Examples = [], Helps = [] }), TableUpdateMode.Replace, ct);
        }
        foreach (var row in noted) await tables.Results.DeleteEntityAsync(row.PartitionKey, row.RowKey, cancellationToken: ct);
    }

    private static bool IsIn(CommentRound round, ErasedAnswer answer) =>
        round.Wave == answer.Wave && round.Audience == answer.Audience && answer.FinalAt > round.From && answer.FinalAt <= round.Until;

    private static TableEntity RowOf(string programId, CommentRound round) =>
        ResultRow.Of(programId, $"comments|{round.Wave}|{round.Audience.ToKey()}|{round.Number:0000}", round);

    private static T ReadOf<T>(TableEntity row) where T : class => ResultRow.Read<T>(row)!;
}
