using System.Collections.Concurrent;
using Followup.Followups;
using Followup.People;
using Followup.Programs;
using Followup.Shared;
using NodaTime;
using NodaTime.Extensions;
using NodaTime.Text;

namespace Followup.Completions;

/// <summary>What became of one item.</summary>
/// <param name="Verdict">accepted, duplicate or rejected; with a rejection, the field and why.</param>
public sealed record ItemVerdict(int Index, string Verdict, string? Field = null, string? Reason = null);

/// <summary>
/// Takes reported completions in. Order: the follow-up's row, then its message. A crash between leaves a row <c>Received</c> that nobody schedules; the
/// sender got no 202 and sends again, which finds that row and sends its message once more.
/// </summary>
public sealed class CompletionIntake(ProgramStore programs, PersonStore people, Tables tables, Queues queues, WorkCalendar calendar, TimeProvider time)
{
    private const int AtOnce = 16;
    private const int LongestSource = 64;

    public async Task<IReadOnlyList<ItemVerdict>> TakeAsync(IReadOnlyList<ReadItem> items, CancellationToken ct)
    {
        var directory = new ProgramDirectory(await programs.AllAsync(ct));
        var verdicts = new ItemVerdict[items.Count];
        var rows = new FollowupRow?[items.Count];
        await ForEachAsync(items.Count, async (i, token) =>
        {
            var (row, error) = items[i].Completion is { } completion ? await CheckAsync(completion, directory, token) : (null, items[i].Error);
            rows[i] = row;
            if (error is not null) verdicts[i] = new(i, "rejected", error.Field, error.Reason);
        }, ct);

        // of one learner and program one after the other, so that each finds what those before it opened
        var groups = rows.Index().Where(one => one.Item is not null).GroupBy(one => (one.Item!.Key.ProgramId, one.Item.Key.LearnerKey)).ToList();
        ConcurrentBag<FollowupKey> toSchedule = [];
        await ForEachAsync(groups.Count, async (group, token) =>
        {
            foreach (var (i, row) in groups[group])
            {
                var open = await OpenAsync(row!, directory.Find(row!.Key.ProgramId)!.Definition, token);
                var isNew = open is null && await tables.Followups.TryAddAsync(row, token);
                if (isNew || open is { State: FollowupState.Received }) toSchedule.Add((open ?? row).Key);
                verdicts[i] = new(i, isNew ? "accepted" : "duplicate");
            }
        }, ct);
        await queues.Completions.SendAllAsync(toSchedule.Distinct().Select(Completion.Encode), ct);
        return verdicts;
    }

    private async Task<(FollowupRow? Row, FieldError? Error)> CheckAsync(ReportedCompletion completion, ProgramDirectory directory, CancellationToken ct)
    {
        if (directory.Find(completion.Program) is not { } program)
            return (null, new("program", "No program has this id or alias; declare it with PUT /api/programs/{id} first."));
        if (await people.FindByIdOrAddressAsync(completion.Learner, ct) is not { } learner)
            return (null, new("learner", "No person has this id or address; import the person with POST /api/people/import first."));
        if (!learner.Active) return (null, new("learner", "This person is not active any more."));

        var zone = calendar.Zone(learner.TimeZone);
        var day = completion.CompletedAt.Day ?? completion.CompletedAt.Instant!.Value.ToInstant().InZone(zone).Date;
        var at = completion.CompletedAt.Instant?.ToInstant() ?? zone.AtStartOfDay(day).ToInstant();
        var now = time.GetUtcNow().ToInstant();
        // a day of grace, for clocks that are set wrong and days that begin elsewhere
        if (at > now + Duration.FromDays(1)) return (null, new("completedAt", "This lies in the future."));

        var key = new FollowupKey(program.Id, learner.Key, day);
        return (new FollowupRow
        {
            PartitionKey = key.Partition,
            RowKey = key.Row,
            CompletedAt = at.ToDateTimeOffset(),
            ReceivedAt = now.ToDateTimeOffset(),
            Source = completion.Source is { Length: > LongestSource } source ? source[..LongestSource] : completion.Source,
            OpenUntil = zone.AtStartOfDay(Horizon(day, program.Definition)).ToInstant().ToDateTimeOffset(),
            Department = learner.Department,
            Role = learner.Role,
            ManagerKey = learner.ManagerKey,
        }, null);
    }

    /// <summary>The follow-up that makes this completion a duplicate: of the same day, or one that is still open.</summary>
    private async Task<FollowupRow?> OpenAsync(FollowupRow row, ProgramDefinition program, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var today = now.ToInstant().InUtc().Date;
        // as far back as one that is open now can have begun: by its longest wave, or asked late at its greatest age
        var earliest = LocalDate.Min(
            today - (Horizon(today, program) - today),
            today.PlusDays(-7 - DueDay.OpenDays) - PeriodPattern.NormalizingIso.Parse(program.MaxAge).GetValueOrThrow());
        var months = new HashSet<string> { row.PartitionKey };
        for (var day = new LocalDate(earliest.Year, earliest.Month, 1); day <= today.PlusDays(1); day = day.PlusMonths(1))
            months.Add(FollowupKey.PartitionOf(row.Key.ProgramId, day));
        foreach (var month in months)
            await foreach (var other in tables.Followups.RangeAsync<FollowupRow>(month, $"{row.Key.LearnerKey}|", ct))
                if (other.RowKey == row.RowKey || other.OpenUntil > now) return other;
        return null;
    }

    /// <summary>The last day on which a follow-up of a completion of that day can be open: its longest wave, moved by a holiday week, and the answering time.</summary>
    private static LocalDate Horizon(LocalDate completedOn, ProgramDefinition program) =>
        program.Waves.Max(wave => completedOn + PeriodPattern.NormalizingIso.Parse(wave).GetValueOrThrow()).PlusDays(7 + DueDay.OpenDays);

    private static Task ForEachAsync(int count, Func<int, CancellationToken, ValueTask> run, CancellationToken ct) => Parallel.ForEachAsync(
        Enumerable.Range(0, count), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct }, run);
}
