using System.Diagnostics;
using Followup.Followups;
using Followup.People;
using Followup.Programs;
using Followup.Rows;
using Followup.Shared.Bus;
using Followup.Shared.Calls;
using Followup.Shared.Http;
using Followup.Shared.Keys;
using Followup.Shared.Storage;
using Followup.Shared.Telemetry;
using NodaTime;
using NodaTime.Extensions;

namespace Followup.Completions;

/// <summary>What became of one item.</summary>
/// <param name="Verdict">accepted, duplicate, rejected, withdrawn or notFound; with a rejection, the field and why.</param>
/// <param name="Line">Of a file.</param>
public sealed record ItemVerdict(int Index, string Verdict, string? Field = null, string? Reason = null, int? Line = null)
{
    public static ItemVerdict Rejected(int index, FieldError error) => new(index, "rejected", error.Field, error.Reason);
}

/// <summary>
/// Takes reported completions in. Order: what each learner completed is written into the record that decides (one write a learner and
/// program, see <see cref="CompletionRecords"/>), then the follow-ups' rows, a hundred at a time, then what waits of an earlier follow-up
/// of the same learner and program ends, then the messages. A crash after the first leaves completions that have no row, one after the
/// second rows <c>Received</c> that nobody schedules: the sender got no 202 and sends again, and what is then a duplicate has its row
/// written, and the message sent, after all. Who wins the record says accepted, so that of several at once one does. Statements that are
/// void are dealt with last: they may stand beside what they take back.
/// </summary>
public sealed class CompletionIntake(
    ProgramStore programs, PersonStore people, Tables tables, CompletionRecords records, EarlierFollowups earlier,
    CompletionWithdrawal withdrawal, AliasUses aliases, ChangedMonths months, Queues queues, WorkCalendar calendar, FollowupMetrics metrics,
    TimeProvider time)
{
    public async Task<IReadOnlyList<ItemVerdict>> TakeAsync(IReadOnlyList<ReadItem> items, CancellationToken ct)
    {
        var directory = new ProgramDirectory(await programs.AllAsync(ct));
        var learners = await people.NamedAsync(items.Select(item => item.Completion?.Learner).OfType<string>(), ct);
        var check = new CompletionCheck(directory, learners, calendar, time.GetUtcNow().ToInstant());
        var verdicts = new ItemVerdict[items.Count];
        List<Taken> taken = [];
        foreach (var (i, item) in items.Index())
        {
            if (item.Error is { } unread) verdicts[i] = ItemVerdict.Rejected(i, unread);
            if (item.Completion is not { } reported) continue;
            var (completion, error) = check.New(reported);
            if (error is not null) verdicts[i] = ItemVerdict.Rejected(i, error);
            else taken.Add(new(i, completion!));
        }

        await TakeAsync(taken, check, verdicts, ct);
        await aliases.NoteAsync(taken.Select(of => (of.Completion.Program, of.Completion.Reported.Program)), ct);
        foreach (var verdict in await withdrawal.WithdrawVoidedAsync(items, directory, ct)) verdicts[verdict.Index] = verdict;
        foreach (var (verdict, count) in verdicts.CountBy(item => item.Verdict)) metrics.Received(verdict, count);
        return verdicts;
    }

    /// <summary>An item that may be a completion.</summary>
    private sealed record Taken(int Index, CheckedCompletion Completion);

    /// <summary>What it is to those kept, and its follow-up, as it is or is to be.</summary>
    private sealed record Decided(Taken Of, Sameness Same, FollowupRow Row);

    private async Task TakeAsync(List<Taken> taken, CompletionCheck check, ItemVerdict[] verdicts, CancellationToken ct)
    {
        var ofSameLearner = taken.GroupBy(of => (of.Completion.Program.Id, of.Completion.Learner.Key)).ToList();
        var groups = await ofSameLearner.SelectAtOnceAsync((same, token) => DecideAsync([.. same], check, token), ct);
        var decided = groups.SelectMany(group => group).ToList();
        var found = await StoreAsync(decided, ct);

        foreach (var (of, same, row) in decided)
        {
            // its row may have been stored by another request, which found it in the record; but not by an earlier release
            var isAccepted = same.IsNew && found[row.Key]?.ReceivedAt == row.ReceivedAt;
            verdicts[of.Index] = isAccepted ? new(of.Index, "accepted") : new(of.Index, "duplicate", Reason: same.Reason ?? TakenBefore);
            using var span = FollowupTraces.Start("completion take", row.Key, since: Activity.Current?.StartTimeUtc);
            span?.SetTag("followup.verdict", verdicts[of.Index].Verdict);
        }
        // a follow-up that is there and still Received: its message may never have been sent
        var toSchedule = decided.DistinctBy(one => one.Row.Key).Where(one => found[one.Row.Key]?.State == FollowupState.Received).ToList();
        await toSchedule.FindAll(one => one.Same.Earlier is not null).SelectAtOnceAsync(
            async (one, token) =>
            {
                var history = new Sameness(one.Same.Earlier!, null, AgainOn: one.Row.Key.CompletedOn);
                await earlier.EndAsync(check.RowOf(one.Of.Completion, history), token);
                return true;
            },
            ct);
        // the reports of a manager one after the other: they are then scheduled together, with one alarm for all
        var keys = toSchedule.OrderBy(one => one.Row.ManagerKey, StringComparer.Ordinal).Select(one => one.Row.Key);
        await queues.Completions.SendAllAsync(keys.Select(CompletionReceived.Encode), ct);
    }

    private const string TakenBefore = "It was taken in before.";

    /// <summary>Decides about completions of one program and learner, and keeps those that are new.</summary>
    private async Task<IEnumerable<Decided>> DecideAsync(IReadOnlyList<Taken> same, CompletionCheck check, CancellationToken ct)
    {
        var first = same[0].Completion;
        var program = first.Program.Definition;
        var planned = await FirstWavesAsync(same, check, ct);
        return await records.ChangeAsync(
            first.Program.Id,
            first.Learner.Key,
            first.Record,
            record =>
            {
                var before = CompletionRecords.In(record, on => check.FirstWaveOn(program, on, first.Learner))
                    .Select(kept => planned.TryGetValue(kept.On, out var day) ? kept with { FirstWaveOn = day } : kept)
                    .ToList();
                var reported = same.Select(of => check.Keeping(of.Completion)).ToList();
                var (after, decisions) = SameCompletion.DecideAll(before, reported, program.RepeatPeriod);
                var decided = same.Zip(decisions, (of, decision) => new Decided(of, decision, check.RowOf(of.Completion, decision)));
                return (decisions.Any(decision => decision.IsNew) ? after : null, decided);
            },
            ct);
    }

    /// <summary>
    /// The first waves of earlier completions as they are planned by now, by day, where it matters: a program's waves change while
    /// follow-ups wait, and the record has them as they were. Told again, which is the usual, none is read.
    /// </summary>
    private async Task<IReadOnlyDictionary<LocalDate, LocalDate?>> FirstWavesAsync(
        IReadOnlyList<Taken> same, CompletionCheck check, CancellationToken ct)
    {
        var first = same[0].Completion;
        var kept = CompletionRecords.In(first.Record, _ => null);
        var days = same
            .Select(of => SameCompletion.Before(kept, check.Keeping(of.Completion), first.Program.Definition.RepeatPeriod))
            .OfType<KeptCompletion>()
            .Where(earlier => earlier.FirstWaveOn is not null)
            .Select(earlier => earlier.On)
            .Distinct();
        Dictionary<LocalDate, LocalDate?> planned = [];
        foreach (var on in days)
        {
            var row = await FindAsync(first.Key with { CompletedOn = on }, ct);
            if (row is { State: FollowupState.Withdrawn } && !SameCompletion.IsTrainedAgain(row.Reason)) planned[on] = null;
            if (row is { State: FollowupState.Scheduled })
                planned[on] = check.FirstWaveOn(row.Planned().Select(one => one.Wave), on, first.Learner);
        }
        return planned;
    }

    /// <summary>Stores the rows that are not there.</summary>
    /// <returns>The row of each key as it is then; null where there is none: it was withdrawn, or is erased.</returns>
    private async Task<Dictionary<FollowupKey, FollowupRow?>> StoreAsync(IReadOnlyList<Decided> decided, CancellationToken ct)
    {
        // those that are new first: they need no look
        var ofRow = decided.OrderBy(one => one.Same.IsNew ? 0 : 1).DistinctBy(one => one.Row.Key).ToList();
        var known = ofRow.FindAll(one => !one.Same.IsNew);
        var there = known.Zip(await known.SelectAtOnceAsync((one, token) => FindAsync(one.Row.Key, token), ct))
            .ToDictionary(one => one.First.Row.Key, one => one.Second);
        var missing = ofRow
            .FindAll(one => !one.Same.Kept.IsWithdrawn && there.GetValueOrDefault(one.Row.Key) is null)
            .ConvertAll(one => one.Row);
        // nobody schedules, and so counts, what is history from the beginning
        await months.RequestCountAsync(missing.Where(row => row.State == FollowupState.Withdrawn).Select(row => row.Key), ct);
        var stored = await tables.Followups.AddMissingAsync(missing, ct);
        foreach (var row in stored) there[row.Key] = row;
        var others = missing.FindAll(row => !stored.Contains(row)).ConvertAll(row => row.Key);
        foreach (var (key, row) in others.Zip(await others.SelectAtOnceAsync(FindAsync, ct))) there[key] = row;
        return there;
    }

    private Task<FollowupRow?> FindAsync(FollowupKey key, CancellationToken ct) =>
        tables.Followups.FindAsync<FollowupRow>(key.Partition, key.Row, ct);
}
