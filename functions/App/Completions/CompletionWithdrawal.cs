using Azure;
using Azure.Data.Tables;
using Followup.Followups;
using Followup.People;
using Followup.Programs;
using Followup.Rows;
using Followup.Shared.Calls;
using Followup.Shared.Keys;
using Followup.Shared.Storage;
using NodaTime;
using NodaTime.Extensions;

namespace Followup.Completions;

/// <summary>
/// Takes completions back that should not have been sent, or not so: what is right is then sent anew. Order: the record says that it is
/// withdrawn, so that nobody takes it in again; the follow-up's row; its invitations, those that were answered too, so that no page takes
/// an answer any more; its answers; then what had ended because of it goes on. A crash between any two is finished by the next call,
/// which finds it withdrawn and does the rest. An answer that is being saved meanwhile may stay in table responses: it counts nowhere. A
/// completion that another request is taking in at that very moment may be stored after this: say it again.
/// </summary>
public sealed class CompletionWithdrawal(
    ProgramStore programs, PersonStore people, Tables tables, CompletionRecords records, EarlierFollowups earlier,
    InvitationStore invitations, ChangedMonths months, WorkCalendar calendar, TimeProvider time)
{
    /// <summary>Withdraws what is named by program, learner and time, or by the id of the event alone.</summary>
    public async Task<IReadOnlyList<ItemVerdict>> WithdrawAsync(IReadOnlyList<ReadItem> items, CancellationToken ct)
    {
        var directory = new ProgramDirectory(await programs.AllAsync(ct));
        var learners = await people.NamedAsync(items.Select(item => item.Completion?.Learner).OfType<string>(), ct);
        var check = new CompletionCheck(directory, learners, calendar, time.GetUtcNow().ToInstant());
        var byEvent = await EventsAsync(items, directory, ct);
        return await items.Index().ToList().SelectAtOnceAsync(
            async (item, token) =>
            {
                if (item.Item.Error is { } unread) return ItemVerdict.Rejected(item.Index, unread);
                if (item.Item.Withdrawn is { } eventId)
                {
                    return byEvent.Contains(EventKey.Of(eventId))
                        ? new(item.Index, "withdrawn")
                        : new(item.Index, "notFound", "eventId", NotUnder(SentJson.Shown(eventId)));
                }
                var (completion, error) = check.Any(item.Item.Completion!);
                if (error is not null) return ItemVerdict.Rejected(item.Index, error);
                if (await WithdrawAsync(completion!, check, token)) return new(item.Index, "withdrawn");
                var reason = $"No completion of {LocalDateText.Iso(completion!.On)} was taken in. It may have been a duplicate of one of "
                    + "another day: then name that day.";
                return new ItemVerdict(item.Index, "notFound", "completedAt", reason);
            },
            ct);
    }

    /// <summary>Withdraws what statements say is void, and says what became of each.</summary>
    public async Task<IReadOnlyList<ItemVerdict>> WithdrawVoidedAsync(
        IReadOnlyList<ReadItem> items, ProgramDirectory directory, CancellationToken ct)
    {
        var voided = items.Index().Where(item => item.Item.Withdrawn is not null).ToList();
        if (voided.Count == 0) return [];
        var found = await EventsAsync(items, directory, ct);
        return voided.ConvertAll(item => found.Contains(EventKey.Of(item.Item.Withdrawn!))
            ? new ItemVerdict(item.Index, "withdrawn")
            : new ItemVerdict(item.Index, "rejected", "object.id", NotUnder(SentJson.Shown(item.Item.Withdrawn!))));
    }

    private static string NotUnder(string id) =>
        $"No completion was taken in under the id {id}. It may have been a duplicate of one that another event told: withdraw that one; "
        + "or send the completion first.";

    /// <summary>
    /// Withdraws by the keys of events. It reads table followups once, however many they are: seconds for a hundred thousand rows, and
    /// beyond some millions longer than an HTTP request may take. Statements are voided rarely.
    /// </summary>
    /// <returns>The keys of the events that were found.</returns>
    private async Task<IReadOnlySet<string>> EventsAsync(IReadOnlyList<ReadItem> items, ProgramDirectory directory, CancellationToken ct)
    {
        var wanted = items.Select(item => item.Withdrawn).OfType<string>().Select(EventKey.Of).ToHashSet();
        if (wanted.Count == 0) return wanted;
        // the service compares fifteen properties at most, and a range with two
        var filter = TableClient.CreateQueryFilter(
            $"EventKey ge {wanted.Min(StringComparer.Ordinal)} and EventKey le {wanted.Max(StringComparer.Ordinal)}");
        string[] properties = [nameof(FollowupRow.PartitionKey), nameof(FollowupRow.RowKey), nameof(FollowupRow.EventKey)];
        var found = await tables.Followups.QueryAsync<FollowupRow>(filter, maxPerPage: null, properties, ct)
            .Where(row => wanted.Contains(row.EventKey!))
            .ToListAsync(ct);
        await found.SelectAtOnceAsync(
            async (row, token) =>
            {
                var record = await records.FindAsync(row.Key.ProgramId, row.Key.LearnerKey, token);
                await WithdrawAsync(row.Key, record, directory.Find(row.Key.ProgramId), token);
                return true;
            },
            ct);
        return found.Select(row => row.EventKey!).ToHashSet();
    }

    /// <returns>Whether there was one.</returns>
    private async Task<bool> WithdrawAsync(CheckedCompletion named, CompletionCheck check, CancellationToken ct)
    {
        var kept = CompletionRecords.In(named.Record, on => check.FirstWaveOn(named.Program.Definition, on, named.Learner));
        // the time first: a correction may go by the event of what it corrects
        var same = kept.FirstOrDefault(one => one.At == named.At)
            ?? kept.FirstOrDefault(one => one.On == named.On)
            ?? (named.EventKey is { } key ? kept.FirstOrDefault(one => one.Event == key && !one.IsWithdrawn) : null);
        var followup = named.Key with { CompletedOn = same?.On ?? named.On };
        // an earlier release kept the latest only
        if (same is null && await FindAsync(followup, ct) is null) return false;
        await WithdrawAsync(followup, named.Record, named.Program, ct);
        return true;
    }

    private async Task WithdrawAsync(FollowupKey followup, TableEntity? record, StoredProgram? program, CancellationToken ct)
    {
        await months.RequestCountAsync(followup, ct);
        var (on, before) = await NoteAsync(followup, record, program, ct);
        var reason = $"The completion was withdrawn on {LocalDateText.Iso(on)}.";
        var row = await TakeBackAsync(followup, reason, ct);
        foreach (var mailing in (row?.Planned() ?? []).Select(planned => planned.Key).Distinct())
        {
            await invitations.ChangeAsync(
                mailing,
                invitation => invitation.Followup == followup && !invitation.HasEndedUnanswered,
                invitation => invitation.End(InvitationState.Withdrawn, reason),
                ct);
        }
        await foreach (var answers in tables.Responses.RangeAsync<TableEntity>(followup.Partition, followup.Row + "|", ct))
            await tables.Responses.DeleteEntityAsync(answers.PartitionKey, answers.RowKey, ETag.All, ct);
        if (before is { } day)
            await earlier.ResumeAsync(followup with { CompletedOn = day }, ct);
    }

    /// <summary>Notes it in the record.</summary>
    /// <returns>The day on which it was withdrawn; and that of the one before it, if that is the latest now.</returns>
    private Task<(LocalDate On, LocalDate? Before)> NoteAsync(
        FollowupKey followup, TableEntity? record, StoredProgram? program, CancellationToken ct)
    {
        var now = time.GetUtcNow().ToInstant();
        var check = new CompletionCheck(new([]), new Dictionary<string, PersonRows>(), calendar, now);
        return records.ChangeAsync<(LocalDate, LocalDate?)>(
            followup.ProgramId,
            followup.LearnerKey,
            record,
            read =>
            {
                LocalDate? FirstWaveOn(LocalDate on) => program is null ? null : check.FirstWaveOn(program.Definition, on, learner: null);
                var kept = CompletionRecords.In(read, FirstWaveOn);
                var one = kept.FirstOrDefault(one => one.On == followup.CompletedOn) ?? new(followup.CompletedOn);
                var others = kept.Where(other => other.On != one.On).ToList();
                var latest = others.Where(other => !other.IsWithdrawn).MaxBy(other => other.On);
                LocalDate? before = latest?.On < one.On ? latest.On : null;
                if (one.WithdrawnOn is { } on) return (null, (on, before));
                var today = now.InUtc().Date;
                return ([.. others.Append(one with { WithdrawnOn = today }).OrderBy(other => other.On)], (today, before));
            },
            ct);
    }

    private async Task<FollowupRow?> TakeBackAsync(FollowupKey followup, string reason, CancellationToken ct)
    {
        while (true)
        {
            var row = await FindAsync(followup, ct);
            if (row is null or { State: FollowupState.TakenBack }) return row;
            (row.State, row.Reason) = (FollowupState.TakenBack, reason);
            if (await tables.Followups.UpdateUnchangedAsync<FollowupRow>([[row]], ct) is []) return row;
        }
    }

    private Task<FollowupRow?> FindAsync(FollowupKey key, CancellationToken ct) =>
        tables.Followups.FindAsync<FollowupRow>(key.Partition, key.Row, ct);
}
