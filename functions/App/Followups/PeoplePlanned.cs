using System.Collections.Concurrent;
using Azure.Data.Tables;
using Followup.Programs;
using Followup.Rows;
using Followup.Shared.Keys;
using Followup.Shared.Storage;
using NodaTime;

namespace Followup.Followups;

/// <summary>
/// Decides in which group an answer is to be counted, as somebody is asked: by the program's grouping, and by how many people have been
/// planned for the program and wave by that day. Both are known to HR, and neither looks at an answer.
/// </summary>
public sealed class PeoplePlanned(Tables tables)
{
    /// <summary>Below so many people planned for a program and wave, answers are counted with others from the start.</summary>
    public const int Enough = 300;

    private readonly record struct Question(string ProgramId, string Wave, LocalDate Day);

    // plans only ever come in: what was enough once stays enough
    private readonly ConcurrentDictionary<(string ProgramId, string Wave), bool> enough = [];
    private readonly ConcurrentDictionary<Question, bool> ofDay = [];

    /// <summary>Fixes it on invitations that are asked for the first time; whoever claims them writes it.</summary>
    /// <param name="programs">In force, by id.</param>
    public async Task FixGroupsAsync(
        IEnumerable<InvitationRow> asked, IReadOnlyDictionary<string, StoredProgram> programs, CancellationToken ct)
    {
        foreach (var row in asked.Where(row => row.CountsIn is null))
        {
            if (programs.GetValueOrDefault(row.ProgramId) is { Definition: var program })
                row.CountsIn = await GroupOfAsync(program, row.Key, ct);
        }
    }

    private async Task<CountsIn> GroupOfAsync(ProgramDefinition program, InvitationKey asked, CancellationToken ct)
    {
        var grouping = program.GroupedBy switch
        {
            Grouping.Department => CountsIn.Department,
            Grouping.Role => CountsIn.Role,
            _ => CountsIn.Everybody,
        };
        if (grouping == CountsIn.Everybody) return grouping;
        return await AreEnoughAsync(new(asked.ProgramId, asked.Wave, asked.Mailing.DueOn), ct) ? grouping : CountsIn.Others;
    }

    private async Task<bool> AreEnoughAsync(Question question, CancellationToken ct)
    {
        if (enough.ContainsKey((question.ProgramId, question.Wave))) return true;
        if (ofDay.ContainsKey(question)) return false;
        var people = new HashSet<string>();
        await foreach (var row in FollowupsAsync(question.ProgramId, ct))
        {
            if (!IsPlannedBy(row, question)) continue;
            people.Add(row.Key.LearnerKey);
            if (people.Count == Enough) return enough[(question.ProgramId, question.Wave)] = true;
        }
        // all who are asked on one day are told alike, and days gone by are asked about no more
        if (ofDay.Count > 10_000) ofDay.Clear();
        ofDay[question] = true;
        return false;
    }

    private IAsyncEnumerable<FollowupRow> FollowupsAsync(string programId, CancellationToken ct)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey gt {programId + "|"} and PartitionKey lt {programId + "|~"}");
        string[] properties = [nameof(FollowupRow.PartitionKey), nameof(FollowupRow.RowKey), nameof(FollowupRow.Plan)];
        return tables.Followups.QueryAsync<FollowupRow>(filter, maxPerPage: null, properties, ct);
    }

    private static bool IsPlannedBy(FollowupRow row, Question question) =>
        row.Planned().Any(planned => planned.Wave == question.Wave && planned.Key.DueOn <= question.Day);
}
