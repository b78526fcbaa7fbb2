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

    /// <summary>The follow-ups of a month: only the properties that are asked for.</summary>
    public IAsyncEnumerable<FollowupRow> FollowupsAsync(ProgramMonth month, IEnumerable<string> properties, CancellationToken ct) =>
        tables.Followups.QueryAsync<FollowupRow>(Within(month), maxPerPage: null, properties, ct);

    /// <summary>The responses about completions of a month: only the properties that are asked for.</summary>
    public IAsyncEnumerable<ResponseRow> ResponsesAsync(ProgramMonth month, IEnumerable<string> properties, CancellationToken ct) =>
        tables.Responses.QueryAsync<ResponseRow>(Within(month), maxPerPage: null, properties, ct);

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

    /// <summary>
    /// All invitations of a month's follow-ups, from the days on which they were due, which other programs share. An earlier release wrote
    /// rows without their program: where a planned one is not found by it, its day is read whole.
    /// </summary>
    /// <param name="followups">With their plans.</param>
    /// <param name="properties">The ones that are wanted, with the keys among them.</param>
    public async Task<IReadOnlyCollection<InvitationRow>> InvitationsAsync(
        ProgramMonth month, IEnumerable<FollowupRow> followups, IEnumerable<string> properties, CancellationToken ct)
    {
        var missing = followups.SelectMany(row => row.Planned().Select(planned => KeyOf(row, planned))).ToHashSet();
        Dictionary<(LocalDate Day, string Row), InvitationRow> found = [];
        await FindAsync(TableClient.CreateQueryFilter($"ProgramId eq {month.Program} and "));
        missing.ExceptWith(found.Keys);
        await FindAsync("");
        return found.Values;

        async Task FindAsync(string condition)
        {
            var (from, to) = ($"{month.MonthText}-01", $"{month.MonthText}-31");
            foreach (var run in Runs([.. missing.Select(key => key.Day).Distinct().Order()]))
            {
                var (first, last) = (LocalDateText.Iso(run.First), LocalDateText.Iso(run.Last));
                var filter = condition + TableClient.CreateQueryFilter(
                    $"PartitionKey ge {first} and PartitionKey le {last} and CompletedOn ge {from} and CompletedOn le {to}");
                await foreach (var row in tables.Invitations.QueryAsync<InvitationRow>(filter, maxPerPage: null, properties, ct))
                {
                    if (row.ProgramId == month.Program) found[(row.Mailing.DueOn, row.RowKey)] = row;
                }
            }
        }
    }

    private static (LocalDate Day, string Row) KeyOf(FollowupRow row, PlannedInvitation planned) =>
        (planned.Key.DueOn, planned.Key.InvitationRow(row.Key.ProgramId, row.Key.LearnerKey, planned.Wave));

    private static string Within(ProgramMonth month) => TableClient.CreateQueryFilter($"PartitionKey eq {month.Partition}");

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
