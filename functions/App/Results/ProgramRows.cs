using Azure.Data.Tables;
using Followup.Followups;
using Followup.Responses;
using Followup.Shared;
using NodaTime;

namespace Followup.Results;

/// <summary>
/// The rows of a program. Its months are neighboring partitions, so they are read as one key range, in order, however many there are; there is no list of
/// those that exist.
/// </summary>
public sealed class ProgramRows(Tables tables)
{
    public IAsyncEnumerable<FollowupRow> FollowupsAsync(string programId, CancellationToken ct) =>
        MonthsAsync<FollowupRow>(tables.Followups, programId, null, null, ct);

    /// <summary>Responses about completions from and to a day, both included.</summary>
    public IAsyncEnumerable<ResponseRow> ResponsesAsync(string programId, LocalDate? from, LocalDate? to, CancellationToken ct) =>
        MonthsAsync<ResponseRow>(tables.Responses, programId, from, to, ct)
            .Where(row => !(row.Followup.CompletedOn < from || row.Followup.CompletedOn > to));

    private static IAsyncEnumerable<T> MonthsAsync<T>(TableClient table, string programId, LocalDate? from, LocalDate? to, CancellationToken ct)
        where T : class, ITableEntity
    {
        // '~' sorts behind every character our keys use
        var first = from is { } begin ? FollowupKey.PartitionOf(programId, begin) : $"{programId}|";
        var last = to is { } end ? FollowupKey.PartitionOf(programId, end) : $"{programId}|~";
        return table.QueryAsync<T>(TableClient.CreateQueryFilter($"PartitionKey ge {first} and PartitionKey le {last}"), cancellationToken: ct);
    }
}
