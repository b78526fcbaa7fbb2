using System.Diagnostics;
using Azure.Messaging.ServiceBus;
using Followup.Rows;
using Followup.Shared.Bus;
using Followup.Shared.Calls;
using Followup.Shared.Keys;
using Followup.Shared.Storage;
using Followup.Shared.Telemetry;
using Microsoft.Extensions.Logging;

namespace Followup.Followups;

/// <summary>
/// Turns received completions into invitations and alarms, many at once. Order of writes: the plans into the follow-ups' rows, the
/// invitations, the alarms, the worklist where there is no manager to ask, the state <c>Scheduled</c>. A crash between any two costs
/// nothing but the repeat of what follows it: the messages come again, find the plans made, and add what is missing. An alarm set twice
/// rings twice and finds nothing to do the second time.
/// </summary>
public sealed partial class FollowupScheduler(
    Tables tables, FollowupPlanner planner, InvitationStore invitations, WorklistStore worklist, Queues queues, ChangedMonths months,
    FollowupMetrics metrics, ILogger<FollowupScheduler> logger)
{
    /// <param name="keys">No two the same.</param>
    public async Task ScheduleAsync(IReadOnlyList<FollowupKey> keys, CancellationToken ct)
    {
        await months.RequestCountAsync(keys, ct);
        while (keys.Count > 0) keys = await TryScheduleAsync(keys, ct);
    }

    /// <returns>Those to be looked at again: something else (the same message, an erased manager) changed their rows meanwhile.</returns>
    private async Task<IReadOnlyList<FollowupKey>> TryScheduleAsync(IReadOnlyList<FollowupKey> keys, CancellationToken ct)
    {
        var found = await keys.SelectAtOnceAsync(FindAsync, ct);
        foreach (var (key, _) in keys.Zip(found).Where(one => one.Second is null)) Log.NotThere(logger, key.ProgramId, key.Row);
        // somebody withdrew them while they were planned: of their invitations some may have been stored since
        foreach (var row in found.OfType<FollowupRow>().Where(row => row.State is FollowupState.Withdrawn or FollowupState.TakenBack))
            await EndAsync(row, ct);
        // the others are erased, withdrawn or done
        List<FollowupRow> received = [.. found.OfType<FollowupRow>().Where(row => row.State == FollowupState.Received)];
        var unplanned = await PlanAsync(received.FindAll(row => row.Plan is null), ct);

        var rows = received.Except(unplanned).Where(row => row.State == FollowupState.Received).ToList();
        await StoreInvitationsAsync(rows.ConvertAll(row => (row, row.Planned())), ct);
        await SayWhoLacksManagersAsync(rows, ct);
        foreach (var row in rows) row.State = FollowupState.Scheduled;
        var unscheduled = await UpdateAsync(rows, ct);
        metrics.Scheduled(rows.Count - unscheduled.Count);
        foreach (var row in rows.Except(unscheduled)) Tell(row);
        return [.. unplanned.Concat(unscheduled).Select(row => row.Key)];
    }

    private async Task SayWhoLacksManagersAsync(IEnumerable<FollowupRow> scheduled, CancellationToken ct)
    {
        List<string> learners =
        [
            .. scheduled
                .Where(row => row.Planned() is { Count: > 0 } plan && plan.All(planned => planned.Key.Audience == Audience.Learner))
                .Select(row => row.Key.LearnerKey)
                .Distinct(),
        ];
        await learners.SelectAtOnceAsync(worklist.AddNobodyToAskAsync, ct);
    }

    private async Task EndAsync(FollowupRow withdrawn, CancellationToken ct)
    {
        foreach (var mailing in withdrawn.Planned().Select(planned => planned.Key).Distinct())
        {
            await invitations.ChangeAsync(
                mailing,
                row => row.IsNew && row.Followup == withdrawn.Key,
                row => row.End(InvitationState.Withdrawn, withdrawn.Reason),
                ct);
        }
    }

    /// <summary>Stores invitations that are not there yet, and sets the alarms of their mailings.</summary>
    /// <param name="isReplan">They are planned anew: then nobody else's alarm is relied upon.</param>
    public async Task StoreInvitationsAsync(
        IReadOnlyCollection<(FollowupRow Followup, IReadOnlyList<PlannedInvitation> Plan)> plans, CancellationToken ct,
        bool isReplan = false)
    {
        await months.RequestCountAsync(plans.Select(plan => plan.Followup.Key), ct);
        List<(InvitationRow Row, PlannedInvitation Planned)> all =
        [
            .. from plan in plans
               from planned in plan.Plan
               select (planned.ToRow(plan.Followup), planned),
        ];
        await tables.Invitations.AddMissingAsync(all.Select(one => one.Row).DistinctBy(row => (row.PartitionKey, row.RowKey)), ct);
        var alarms = await all.GroupBy(one => one.Planned.Mailing).ToList()
            .SelectAtOnceAsync((mailing, token) => AlarmsAsync(mailing, isReplan, token), ct);
        await queues.Due.SendAllAsync(alarms.SelectMany(ofMailing => ofMailing), ct);
    }

    private async Task<IEnumerable<ServiceBusMessage>> AlarmsAsync(
        IGrouping<string, (InvitationRow Row, PlannedInvitation Planned)> mailing, bool isReplan, CancellationToken ct)
    {
        var due = new DueAlarm(mailing.Key, DueStep.Invite);
        // a wave by the clock rings at a time of its own
        var byTheClock = mailing.Where(one => Wave.IsByTheClock(one.Planned.Wave)).ToList();
        var byDay = mailing.Except(byTheClock).ToList();
        List<DateTimeOffset> rings = [.. byTheClock.Select(one => one.Planned.DueAt)];
        if (byDay.Count > 0 && (isReplan || await IsOursToSetAsync(byDay, ct))) rings.Add(byDay.Max(one => one.Planned.DueAt));
        return rings.Distinct().Select(at => DueAlarm.Encode(due, at));
    }

    /// <summary>
    /// A learner has few invitations of a day, and a second alarm costs less than a look; of a manager's many, the first one's handler sets
    /// it.
    /// </summary>
    private async Task<bool> IsOursToSetAsync(IReadOnlyList<(InvitationRow Row, PlannedInvitation Planned)> ofMailing, CancellationToken ct)
    {
        var key = ofMailing[0].Planned.Key;
        if (key.Audience == Audience.Learner) return true;
        var first = await invitations.FirstOfAsync(key, ct);
        return ofMailing.Any(one => one.Row.RowKey == first);
    }

    /// <summary>Plans, or withdraws, those that have no plan yet.</summary>
    /// <returns>The rows that somebody else has changed, or deleted, since they were read: the other one's write stands.</returns>
    private async Task<List<FollowupRow>> PlanAsync(List<FollowupRow> rows, CancellationToken ct)
    {
        var facts = await planner.FactsAsync(rows, ct);
        var plans = await rows.SelectAtOnceAsync((row, token) => planner.PlanAsync(row, facts, token), ct);
        foreach (var (row, plan) in rows.Zip(plans)) Put(row, plan);
        var missed = await UpdateAsync(rows, ct);
        foreach (var row in rows.Except(missed).Where(row => row.State == FollowupState.Withdrawn)) Tell(row);
        return missed;
    }

    private static void Put(FollowupRow row, FollowupPlan plan)
    {
        // who was the manager at the completion may not be by now
        row.ManagerKey = plan.Invitations.FirstOrDefault(planned => planned.Key.Audience == Audience.Manager)?.Key.RecipientKey;
        row.Plan = PlannedInvitation.Write(plan.Invitations);
        row.State = plan.WithdrawnBecause is null ? FollowupState.Received : FollowupState.Withdrawn;
        row.Reason = plan.WithdrawnBecause;
        row.OpenUntil = plan.Invitations.Count > 0 ? plan.Invitations.Max(planned => planned.ClosesAt) : row.ReceivedAt;
    }

    private Task<FollowupRow?> FindAsync(FollowupKey key, CancellationToken ct) =>
        tables.Followups.FindAsync<FollowupRow>(key.Partition, key.Row, ct);

    /// <returns>The rows that somebody else has changed, or deleted, since they were read.</returns>
    private async Task<List<FollowupRow>> UpdateAsync(IEnumerable<FollowupRow> rows, CancellationToken ct)
    {
        var missed = await tables.Followups.UpdateUnchangedAsync(rows.Select(row => (IReadOnlyList<FollowupRow>)[row]), ct);
        return [.. missed.Select(group => group[0])];
    }

    /// <summary>A span and a line of the log say what became of it.</summary>
    private void Tell(FollowupRow row)
    {
        using var span = FollowupTraces.Start("followup schedule", row.Key, since: Activity.Current?.StartTimeUtc);
        if (row.Reason is { } reason) Log.Withdrawn(logger, row.Key.ProgramId, row.RowKey, reason);
        else Log.Scheduled(logger, row.Key.ProgramId, row.RowKey, row.Planned().Count);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Follow-up {Program} {Followup} was scheduled with {Count} invitations.")]
        public static partial void Scheduled(ILogger logger, string program, string followup, int count);

        [LoggerMessage(2, LogLevel.Information, "Follow-up {Program} {Followup} was withdrawn: {Reason}")]
        public static partial void Withdrawn(ILogger logger, string program, string followup, string reason);

        [LoggerMessage(3, LogLevel.Warning,
            "There is no follow-up {Program} {Followup}, so nobody is asked: its person was erased, or the message is not ours.")]
        public static partial void NotThere(ILogger logger, string program, string followup);
    }
}
