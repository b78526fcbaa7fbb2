using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using Followup.People;
using Followup.Shared.Json;
using Followup.Shared.Keys;
using Followup.Shared.Storage;
using NodaTime;
using NodaTime.Text;

namespace Followup.Completions;

/// <summary>
/// What was completed by one learner of one program: the row <c>open|{program}</c> in the learner's partition of table <c>people</c>, which
/// is read with the person. It is the one place where two that come at once meet: its ETag decides, and the loser looks again.
/// </summary>
public sealed class CompletionRecords(Tables tables)
{
    /// <summary>A property holds 64 KiB; of a training that is repeated every month these are the last twelve years.</summary>
    public const int Most = 150;

    private const string CompletedOn = nameof(CompletedOn), Kept = nameof(Kept);

    private const string Prefix = "open|";

    /// <summary>The record's row key in a learner's partition.</summary>
    public static string RowOf(string programId) => $"{Prefix}{programId}";

    /// <summary>All follow-ups that a learner's rows name, but for those of completions that were withdrawn.</summary>
    public static IEnumerable<FollowupKey> FollowupsIn(string learnerKey, PersonRows rows) =>
        from row in rows.Starting(Prefix)
        from kept in In(row, _ => null)
        where !kept.IsWithdrawn
        select new FollowupKey(row.RowKey[Prefix.Length..], learnerKey, kept.On);

    /// <summary>The completions that a record keeps, by day; none where there is none.</summary>
    /// <param name="firstWaveOn">Of a day: an earlier release kept only the day of the latest completion.</param>
    public static IReadOnlyList<KeptCompletion> In(TableEntity? record, Func<LocalDate, LocalDate?> firstWaveOn)
    {
        if (record is null) return [];
        if (record.GetString(Kept) is { } json)
            return [.. JsonSerializer.Deserialize<Text[]>(json, Wire.Json)!.Select(text => text.Read())];
        var on = DayOf(record.GetString(CompletedOn));
        return [new(on, FirstWaveOn: firstWaveOn(on))];
    }

    /// <summary>Changes a record, again and again until nobody came between.</summary>
    /// <param name="read">As it was read a moment ago.</param>
    /// <param name="change">What is to be kept, which is not written where it is null, and what to answer.</param>
    public async Task<T> ChangeAsync<T>(
        string programId, string learnerKey, TableEntity? read,
        Func<TableEntity?, (IReadOnlyList<KeptCompletion>? Kept, T Answer)> change, CancellationToken ct)
    {
        for (; ; read = await FindAsync(programId, learnerKey, ct))
        {
            var (kept, answer) = change(read);
            if (kept is null) return answer;
            var row = new TableEntity(learnerKey, RowOf(programId))
            {
                // the earlier release reads the latest day only
                [CompletedOn] = LocalDateText.Iso(kept.Max(one => one.On)),
                [Kept] = JsonSerializer.Serialize(kept.TakeLast(Most).Select(Text.Of), Wire.Json),
            };
            try
            {
                if (read is null) await tables.People.AddEntityAsync(row, ct);
                else await tables.People.UpdateEntityAsync(row, read.ETag, TableUpdateMode.Replace, ct);
                return answer;
            }
            catch (RequestFailedException e) when (e.Status is 409 or 412)
            {
                // another completion came between
            }
        }
    }

    public Task<TableEntity?> FindAsync(string programId, string learnerKey, CancellationToken ct) =>
        tables.People.FindAsync<TableEntity>(learnerKey, RowOf(programId), ct);

    private static LocalDate DayOf(string text) => LocalDatePattern.Iso.Parse(text).GetValueOrThrow();

    /// <summary>As it stands in the table.</summary>
    private sealed record Text(
        string On, string? At = null, string? Event = null, string? FirstWaveOn = null, string? WithdrawnOn = null, string? TakenAt = null)
    {
        public static Text Of(KeptCompletion kept) => new(
            LocalDateText.Iso(kept.On),
            kept.At is { } at ? InstantPattern.ExtendedIso.Format(at) : null,
            kept.Event,
            kept.FirstWaveOn is { } first ? LocalDateText.Iso(first) : null,
            kept.WithdrawnOn is { } withdrawn ? LocalDateText.Iso(withdrawn) : null,
            kept.TakenAt is { } taken ? InstantPattern.ExtendedIso.Format(taken) : null);

        public KeptCompletion Read() => new(
            DayOf(On),
            InstantOf(At),
            Event,
            FirstWaveOn is null ? null : DayOf(FirstWaveOn),
            WithdrawnOn is null ? null : DayOf(WithdrawnOn),
            InstantOf(TakenAt));

        private static Instant? InstantOf(string? text) =>
            text is null ? null : InstantPattern.ExtendedIso.Parse(text).GetValueOrThrow();
    }
}
