using Azure.Data.Tables;
using Followup.Rows;
using Followup.Shared.Bus;
using Followup.Shared.Keys;
using Followup.Shared.Storage;
using NodaTime.Extensions;

namespace Followup.Programs;

/// <summary>How many follow-ups wait when a program changes, and what happens to them, in one sentence.</summary>
public sealed record Waiting(int Followups, string What);

/// <summary>The follow-ups of a program that still have an invitation to send.</summary>
public sealed class WaitingFollowups(Tables tables, Queues queues, TimeProvider time)
{
    /// <summary>
    /// Says what waits, and asks for each to be moved to the waves in force where that is wanted. Called when the program is saved: a crash
    /// before the messages are sent costs that they are not moved until the same is sent again.
    /// </summary>
    public async Task<Waiting> TellAsync(StoredProgram program, bool replan, CancellationToken ct)
    {
        var waiting = await OfAsync(program.Id, ct);
        if (waiting.Count == 0) return new(0, "No follow-up of the program waits.");
        if (program.Definition.NobodyIsAsked is { } because)
        {
            // as part of a sentence
            var reason = char.ToLowerInvariant(because[0]) + because[1..];
            return new(waiting.Count, $"Nobody is asked about them: they end as their day comes, because {reason}");
        }
        if (!replan)
        {
            return new(
                waiting.Count,
                "They are asked in the new wording, in the waves planned when they completed; ?replan=true moves them to the new waves.");
        }
        await queues.Completions.SendAllAsync(waiting.Select(ReplanRequested.Encode), ct);
        return new(waiting.Count, $"They are asked in the new wording, and these {waiting.Count} are being moved to the new waves now.");
    }

    /// <summary>
    /// One query over the days to come. Invitations that an earlier release wrote and nothing changed since do not say their program, and
    /// are left out.
    /// </summary>
    private async Task<IReadOnlyList<FollowupKey>> OfAsync(string programId, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        // a day there may be yesterday's here
        var today = LocalDateText.Iso(now.ToInstant().InUtc().Date.PlusDays(-1));
        var filter = TableClient.CreateQueryFilter(
            $"PartitionKey ge {today} and ProgramId eq {programId} and State eq {nameof(InvitationState.Scheduled)} and DueAt gt {now}");
        string[] properties = [nameof(InvitationRow.PartitionKey), nameof(InvitationRow.RowKey), nameof(InvitationRow.CompletedOn)];
        return await tables.Invitations.QueryAsync<InvitationRow>(filter, maxPerPage: null, properties, ct)
            .Select(row => row.Followup)
            .Distinct()
            .ToListAsync(ct);
    }
}
