using System.Runtime.CompilerServices;
using Azure.Data.Tables;
using Followup.Shared.Keys;
using Followup.Shared.Storage;
using NodaTime;
using NodaTime.Text;

namespace Followup.Rows;

/// <summary>The rows of a program. Its months are neighboring partitions, in order.</summary>
public sealed class ProgramRows(Tables tables)
{
    private const int PageSize = 500;

    /// <summary>Months in which somebody completed it, in order: one short read for each.</summary>
    public async IAsyncEnumerable<ProgramMonth> MonthsAsync(string programId, [EnumeratorCancellation] CancellationToken ct)
    {
        var partition = $"{programId}|";
        while (true)
        {
            var filter = TableClient.CreateQueryFilter($"PartitionKey gt {partition} and PartitionKey lt {programId + "|~"}");
            var next = tables.Followups.QueryAsync<TableEntity>(filter, maxPerPage: 1, select: ["PartitionKey"], ct);
            if (await next.FirstOrDefaultAsync(ct) is not { } first) yield break;
            partition = first.PartitionKey;
            yield return new(programId, YearMonthPattern.Iso.Parse(partition[(programId.Length + 1)..]).GetValueOrThrow());
        }
    }

    public IAsyncEnumerable<FollowupRow> FollowupsAsync(ProgramMonth month, CancellationToken ct) =>
        tables.Followups.RangeAsync<FollowupRow>(month.Partition, "", ct);

    public IAsyncEnumerable<ResponseRow> ResponsesAsync(ProgramMonth month, CancellationToken ct) =>
        tables.Responses.RangeAsync<ResponseRow>(month.Partition, "", ct);

    /// <summary>
    /// Responses about completions of these months: only the properties that are asked for, in pages small enough to be cheap to collect.
    /// </summary>
    public IAsyncEnumerable<ResponseRow> ResponsesAsync(
        string programId, MonthRange months, IEnumerable<string> properties, CancellationToken ct)
    {
        var first = months.From is { } from ? FollowupKey.PartitionOf(programId, from) : $"{programId}|";
        // '~' sorts behind every character our keys use
        var last = months.To is { } to ? FollowupKey.PartitionOf(programId, to) : $"{programId}|~";
        var filter = TableClient.CreateQueryFilter($"PartitionKey ge {first} and PartitionKey le {last}");
        return tables.Responses.QueryAsync<ResponseRow>(filter, PageSize, properties, ct);
    }

    /// <summary>Responses about completions of a month by people whose keys lie from a beginning to another, that one excluded.</summary>
    public IAsyncEnumerable<ResponseRow> ResponsesAsync(
        ProgramMonth month, (string From, string To) keys, IEnumerable<string> properties, CancellationToken ct)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {month.Partition} and RowKey ge {keys.From} and RowKey lt {keys.To}");
        return tables.Responses.QueryAsync<ResponseRow>(filter, PageSize, properties, ct);
    }

    /// <summary>All invitations of a month's follow-ups: a read of the days on which they were due, which other programs share.</summary>
    public async Task<List<InvitationRow>> InvitationsAsync(
        ProgramMonth month, IReadOnlyCollection<FollowupRow> followups, CancellationToken ct)
    {
        var days = followups.SelectMany(row => row.Planned()).Select(planned => planned.Key.DueOn).Distinct().Order().ToList();
        var (from, to) = ($"{month.MonthText}-01", $"{month.MonthText}-31");
        List<InvitationRow> invitations = [];
        foreach (var run in Runs(days))
        {
            var (first, last) = (LocalDateText.Iso(run.First), LocalDateText.Iso(run.Last));
            var filter = TableClient.CreateQueryFilter(
                $"PartitionKey ge {first} and PartitionKey le {last} and CompletedOn ge {from} and CompletedOn le {to}");
            await foreach (var row in tables.Invitations.QueryAsync<InvitationRow>(filter, cancellationToken: ct))
            {
                if (row.ProgramId == month.Program) invitations.Add(row);
            }
        }
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
