using System.Collections.Concurrent;
using Followup.Followups;
using Followup.People;
using Followup.Programs;
using Followup.Rows;
using Followup.Shared.Bus;
using Followup.Shared.Http;
using Followup.Shared.Keys;
using Followup.Shared.Telemetry;
using NodaTime;
using NodaTime.Extensions;

namespace Followup.Completions;

/// <summary>What became of one item.</summary>
/// <param name="Verdict">accepted, duplicate or rejected; with a rejection, the field and why.</param>
public sealed record ItemVerdict(int Index, string Verdict, string? Field = null, string? Reason = null);

/// <summary>
/// Takes reported completions in. Order: the follow-up's row, then its message. A crash between leaves a row <c>Received</c> that nobody
/// schedules; the sender got no 202 and sends again, which finds that row and sends its message once more.
/// </summary>
public sealed class CompletionIntake(
    ProgramStore programs, PersonStore people, OpenFollowups openFollowups, Queues queues, WorkCalendar calendar, FollowupMetrics metrics,
    TimeProvider time)
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
            var checkedItem = items[i].Completion is { } completion
                ? await CheckAsync(completion, directory, token)
                : new(null, items[i].Error);
            rows[i] = checkedItem.Row;
            if (checkedItem.Error is { } error) verdicts[i] = new(i, "rejected", error.Field, error.Reason);
        }, ct);

        // completions of the same learner and program go one after the other, so that each finds what those before it opened
        var ofSameLearner = rows.Index()
            .Where(indexed => indexed.Item is not null)
            .GroupBy(indexed => (indexed.Item!.Key.ProgramId, indexed.Item.Key.LearnerKey))
            .ToList();
        ConcurrentBag<FollowupKey> toSchedule = [];
        await ForEachAsync(ofSameLearner.Count, async (learner, token) =>
        {
            foreach (var (i, row) in ofSameLearner[learner])
            {
                using var span = FollowupTraces.Start("completion take", row!.Key);
                var opening = await openFollowups.OpenAsync(row!, token);
                // a follow-up that is there and still Received: its message may never have been sent
                if (opening.IsNew || opening.Followup.State == FollowupState.Received) toSchedule.Add(opening.Followup.Key);
                verdicts[i] = new(i, opening.IsNew ? "accepted" : "duplicate");
                span?.SetTag("followup.verdict", verdicts[i].Verdict);
            }
        }, ct);
        await queues.Completions.SendAllAsync(toSchedule.Distinct().Select(CompletionReceived.Encode), ct);
        foreach (var (verdict, count) in verdicts.CountBy(item => item.Verdict)) metrics.Received(verdict, count);
        return verdicts;
    }

    /// <summary>The row a completion would have, or what is wrong with it.</summary>
    private readonly record struct CheckedItem(FollowupRow? Row, FieldError? Error)
    {
        public static CheckedItem Rejected(string field, string reason) => new(null, new(field, reason));
    }

    private async Task<CheckedItem> CheckAsync(ReportedCompletion completion, ProgramDirectory directory, CancellationToken ct)
    {
        if (directory.Find(completion.Program) is not { } program)
            return CheckedItem.Rejected("program", "No program has this id or alias; declare it with PUT /api/programs/{id} first.");
        if (await people.FindByIdOrAddressAsync(completion.Learner, ct) is not { } learner)
        {
            return CheckedItem.Rejected(
                "learner", "No person has this id or address; import the person with POST /api/people/import first.");
        }
        if (!learner.Active) return CheckedItem.Rejected("learner", "This person is not active any more.");

        var zone = calendar.Zone(learner.TimeZone);
        var day = completion.CompletedAt.Day ?? completion.CompletedAt.Instant!.Value.ToInstant().InZone(zone).Date;
        var at = completion.CompletedAt.Instant?.ToInstant() ?? zone.AtStartOfDay(day).ToInstant();
        var now = time.GetUtcNow().ToInstant();
        // a day of grace, for clocks that are set wrong and days that begin elsewhere
        if (at > now + Duration.FromDays(1)) return CheckedItem.Rejected("completedAt", "This lies in the future.");

        var key = new FollowupKey(program.Id, learner.Key, day);
        var row = new FollowupRow
        {
            PartitionKey = key.Partition,
            RowKey = key.Row,
            CompletedAt = at.ToDateTimeOffset(),
            ReceivedAt = now.ToDateTimeOffset(),
            Source = completion.Source is { Length: > LongestSource } source ? source[..LongestSource] : completion.Source,
            OpenUntil = OpenUntil(day, program.Definition, zone, now).ToDateTimeOffset(),
            Department = learner.Department,
            Role = learner.Role,
            ManagerKey = learner.ManagerKey,
        };
        return new(row, null);
    }

    /// <summary>
    /// An upper bound until it is planned: the longest wave, or today for one that comes late, moved by a holiday week, and the time to
    /// answer. One that is too old to be asked about is not open at all.
    /// </summary>
    private static Instant OpenUntil(LocalDate completedOn, ProgramDefinition program, DateTimeZone zone, Instant now)
    {
        if (FollowupPlanner.IsTooOld(completedOn, program, now)) return now;
        var lastWave = program.Waves.Max(wave => Wave.DayOf(wave, completedOn));
        return zone.AtStartOfDay(LocalDate.Max(lastWave, now.InZone(zone).Date).PlusDays(7 + DueDay.OpenDays)).ToInstant();
    }

    private static Task ForEachAsync(int count, Func<int, CancellationToken, ValueTask> run, CancellationToken ct)
    {
        var limited = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct };
        return Parallel.ForEachAsync(Enumerable.Range(0, count), limited, run);
    }
}
