using System.Runtime.CompilerServices;
using Azure.Data.Tables;
using Followup.Shared.Keys;
using Followup.Shared.Storage;
using NodaTime;

namespace Followup.Rows;

/// <summary>The rows of a program. Its months are neighboring partitions, in order.</summary>
public sealed class ProgramRows(Tables tables)
{
    private const int PageSize = 500;

    /// <summary>Months in which somebody completed it, such as 2026-01: one short read for each.</summary>
    public async IAsyncEnumerable<string> MonthsAsync(string programId, [EnumeratorCancellation] CancellationToken ct)
    {
        var partition = $"{programId}|";
        while (true)
        {
            var next = tables.Followups.QueryAsync<TableEntity>(
                TableClient.CreateQueryFilter($"PartitionKey gt {partition} and PartitionKey lt {programId + "|~"}"), maxPerPage: 1, select: ["PartitionKey"], ct);
            if (await next.FirstOrDefaultAsync(ct) is not { } first) yield break;
            partition = first.PartitionKey;
            yield return partition.Split('|')[1];
        }
    }

    public IAsyncEnumerable<FollowupRow> FollowupsAsync(string programId, string month, CancellationToken ct) =>
        tables.Followups.RangeAsync<FollowupRow>($"{programId}|{month}", "", ct);

    public IAsyncEnumerable<ResponseRow> ResponsesAsync(string programId, string month, CancellationToken ct) =>
        tables.Responses.RangeAsync<ResponseRow>($"{programId}|{month}", "", ct);

    /// <summary>Responses about completions from and to a month, both included: all where null. Only what is asked for, in pages small enough to be cheap to collect.</summary>
    public IAsyncEnumerable<ResponseRow> ResponsesAsync(string programId, string? from, string? to, IEnumerable<string> properties, CancellationToken ct) =>
        // '~' sorts behind every character our keys use
        tables.Responses.QueryAsync<ResponseRow>(
            TableClient.CreateQueryFilter($"PartitionKey ge {$"{programId}|{from}"} and PartitionKey le {$"{programId}|{to ?? "~"}"}"), PageSize, properties, ct);

    /// <summary>Responses about completions of a month by people whose keys lie from a beginning to another, that one excluded.</summary>
    public IAsyncEnumerable<ResponseRow> ResponsesAsync(string programId, string month, (string From, string To) keys, IEnumerable<string> properties, CancellationToken ct) =>
        tables.Responses.QueryAsync<ResponseRow>(
            TableClient.CreateQueryFilter($"PartitionKey eq {$"{programId}|{month}"} and RowKey ge {keys.From} and RowKey lt {keys.To}"), PageSize, properties, ct);

    /// <summary>All invitations of a month's follow-ups: a read of the days on which they were due, which other programs share.</summary>
    public async Task<List<InvitationRow>> InvitationsAsync(string programId, string month, IReadOnlyCollection<FollowupRow> followups, CancellationToken ct)
    {
        List<InvitationRow> invitations = [];
        foreach (var (first, last) in Runs([.. followups.SelectMany(row => row.Planned()).Select(planned => planned.Key.DueOn).Distinct().Order()]))
            await foreach (var row in tables.Invitations.QueryAsync<InvitationRow>(
                TableClient.CreateQueryFilter(
                    $"PartitionKey ge {LocalDateText.Iso(first)} and PartitionKey le {LocalDateText.Iso(last)} and CompletedOn ge {$"{month}-01"} and CompletedOn le {$"{month}-31"}"),
                cancellationToken: ct))
                if (row.ProgramId == programId) invitations.Add(row);
        return invitations;
    }

    /// <summary>Days as ranges: those of one wave of a month lie close together, and one read is quicker than thirty.</summary>
    private static IEnumerable<(LocalDate First, LocalDate Last)> Runs(List<LocalDate> days)
    {
        for (var i = 0; i < days.Count; i++)
        {
            var first = days[i];
            while (i + 1 < days.Count && days[i + 1] <= days[i].PlusDays(7)) i++;
            yield return (first, days[i]);
        }
    }
}
