using Azure.Data.Tables;
using Followup.Completions;
using Followup.Followups;
using Followup.People;
using Followup.Rows;
using Followup.Shared.Calls;
using Followup.Shared.Keys;
using Followup.Shared.Storage;

namespace Followup.Rerouting;

/// <summary>
/// People changed: what is open about them, and about the reports of those who can be asked as managers or cannot any more, moves to who
/// and where they are now. Doing it twice, or late, finds nothing to do; not doing it is made good where something comes due.
/// </summary>
public sealed class PersonMoving(Tables tables, PersonStore people, FollowupReplanning replanning)
{
    // each such read walks the table of people; a filter holds 15 comparisons:
    // https://learn.microsoft.com/rest/api/storageservices/querying-tables-and-entities
    private const int NamesInOneRead = 14;

    public async Task MoveAsync(IReadOnlyCollection<PersonChanged> changed, CancellationToken ct)
    {
        var reports = await ReportsOfAsync([.. changed.Where(one => one.IsOfReports).Select(one => one.Person)], ct);
        List<string> learners = [.. changed.Select(one => one.Person).Union(reports)];
        await learners.SelectAtOnceAsync(MoveAsync, ct);
    }

    /// <summary>Moves what is open about one learner.</summary>
    /// <returns>How many follow-ups were looked at.</returns>
    public async Task<int> MoveAsync(string learnerKey, CancellationToken ct)
    {
        var followups = CompletionRecords.FollowupsIn(learnerKey, await people.RowsAsync(learnerKey, ct)).ToList();
        foreach (var followup in followups) await replanning.ReplanAsync(followup, toWavesInForce: false, ct);
        return followups.Count;
    }

    /// <summary>Keys of those who name one of these people as their manager, by id or by address.</summary>
    private async Task<IReadOnlySet<string>> ReportsOfAsync(IReadOnlyCollection<string> managers, CancellationToken ct)
    {
        HashSet<string> reports = [];
        var known = await people.FindAllAsync(managers, ct);
        var names = managers.Concat(known.Values.SelectMany(manager => manager.IdKeys.Append(PersonKey.Of(manager.Email))));
        foreach (var some in names.Distinct().Chunk(NamesInOneRead))
        {
            var named = some.Select(name => TableClient.CreateQueryFilter($"ManagerKey eq {name}"));
            var filter = $"RowKey eq 'person' and ({string.Join(" or ", named)})";
            await foreach (var row in tables.People.QueryAsync<TableEntity>(filter, select: ["PartitionKey"], cancellationToken: ct))
                reports.Add(row.PartitionKey);
        }
        return reports;
    }
}
