using Azure;
using Azure.Data.Tables;
using Followup.Results.Rounds;
using Followup.Rows;
using Followup.Shared.Keys;
using Followup.Shared.Storage;

namespace Followup.Erasure;

/// <summary>
/// Takes answers out of storage, and out of what waits to be counted. What was counted stays: it is nobody's any more, and taking one
/// answer out of a sum would tell what it was. Order: a note that the lists of words go in which it took part, the answer, its place among
/// those that wait.
/// </summary>
public sealed class AnswerErasure(Tables tables, CommentStore comments, RoundStore rounds)
{
    /// <summary>All answers about a completion of the person.</summary>
    /// <param name="stranger">A random id, one for all of the person.</param>
    /// <returns>How many rows were removed.</returns>
    public async Task<int> EraseAsync(FollowupRow followup, string stranger, CancellationToken ct)
    {
        var (key, removed) = (followup.Key, 0);
        // of a completion that was withdrawn the answers are gone, and their words may still be in lists
        if (followup.State == FollowupState.TakenBack)
        {
            foreach (var planned in followup.Planned())
                await comments.NoteErasedAsync(key.ProgramId, new(planned.Wave, planned.Key.Audience, planned.ClosesAt), ct);
        }
        await foreach (var response in tables.Responses.RangeAsync<ResponseRow>(key.Partition, $"{key.Row}|", ct))
        {
            await NoteAsync(followup, response, ct);
            var answer = await tables.Responses.DeleteEntityAsync(response.PartitionKey, response.RowKey, ETag.All, ct);
            if (answer.Status == 204) removed++;
        }
        var prefix = $"{key.Partition}|{key.Row}|";
        await rounds.ForgetAsync(
            key.ProgramId, key.LearnerKey, stranger, response => response.StartsWith(prefix, StringComparison.Ordinal), ct);
        return removed;
    }

    /// <summary>Whose answer as a manager it is; the answer stays with the learner.</summary>
    /// <param name="stranger">A random id, one for all of the manager: many answers of one person must not become those of many.</param>
    public async Task ForgetManagerAsync(FollowupRow followup, string managerKey, string stranger, CancellationToken ct)
    {
        var key = followup.Key;
        await foreach (var response in tables.Responses.RangeAsync<ResponseRow>(key.Partition, $"{key.Row}|", ct))
        {
            if (response.Audience != Audience.Manager || (response.By ?? followup.ManagerKey) != managerKey) continue;
            await NoteAsync(followup, response, ct);
            response.By = stranger;
            await tables.Responses.UpdateEntityAsync(response, response.ETag, TableUpdateMode.Replace, ct);
        }
        await rounds.ForgetAsync(key.ProgramId, managerKey, stranger, _ => false, ct);
    }

    private Task NoteAsync(FollowupRow followup, ResponseRow response, CancellationToken ct)
    {
        var planned = followup.Planned().FirstOrDefault(one => one.Wave == response.Wave && one.Key.Audience == response.Audience);
        // an earlier release did not write when it closes
        var finalAt = response.FinalAt ?? planned?.ClosesAt ?? followup.OpenUntil;
        return comments.NoteErasedAsync(followup.Key.ProgramId, new(response.Wave, response.Audience, finalAt), ct);
    }
}
