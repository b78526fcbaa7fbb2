using System.Diagnostics;
using Azure.Data.Tables;
using Followup.Followups;
using Followup.People;
using Followup.Programs;
using Followup.Rows;
using Followup.Shared.Bus;
using Followup.Shared.Calls;
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
    private const int LongestSource = 64;

    public async Task<IReadOnlyList<ItemVerdict>> TakeAsync(IReadOnlyList<ReadItem> items, CancellationToken ct)
    {
        var directory = new ProgramDirectory(await programs.AllAsync(ct));
        var learners = await people.NamedAsync(items.Select(item => item.Completion?.Learner).OfType<string>(), ct);
        var verdicts = new ItemVerdict[items.Count];
        List<Taken> taken = [];
        foreach (var (i, item) in items.Index())
        {
            var (followup, error) = item.Completion is { } completion
                ? Check(completion, directory, learners)
                : new(null, item.Error);
            if (error is not null) verdicts[i] = new(i, "rejected", error.Field, error.Reason);
            else taken.Add(new(i, followup!, learners[item.Completion!.Learner].Find(OpenFollowups.RowOf(followup!.Key.ProgramId))));
        }

        List<FollowupRow> toSchedule = [];
        foreach (var (of, opening) in await OpenAsync(taken, ct))
        {
            // a follow-up that is there and still Received: its message may never have been sent
            if (opening.IsNew || opening.Followup.State == FollowupState.Received) toSchedule.Add(opening.Followup);
            verdicts[of.Index] = new(of.Index, opening.IsNew ? "accepted" : "duplicate");
            using var span = FollowupTraces.Start("completion take", of.Row.Key, since: Activity.Current?.StartTimeUtc);
            span?.SetTag("followup.verdict", verdicts[of.Index].Verdict);
        }
        // the reports of a manager one after the other: they are then scheduled together, with one alarm for all
        var keys = toSchedule.OrderBy(row => row.ManagerKey, StringComparer.Ordinal).Select(row => row.Key).Distinct();
        await queues.Completions.SendAllAsync(keys.Select(CompletionReceived.Encode), ct);
        foreach (var (verdict, count) in verdicts.CountBy(item => item.Verdict)) metrics.Received(verdict, count);
        return verdicts;
    }

    /// <summary>An item that would be a follow-up.</summary>
    /// <param name="Named">The row that names the open follow-up of its program and learner.</param>
    private sealed record Taken(int Index, FollowupRow Row, TableEntity? Named);

    /// <summary>The row a completion would have, or what is wrong with it.</summary>
    private readonly record struct CheckedItem(FollowupRow? Row, FieldError? Error)
    {
        public static CheckedItem Rejected(string field, string reason) => new(null, new(field, reason));
    }

    /// <summary>
    /// Opens the first of each program and learner together; those after it go one after the other, so that each finds what those before
    /// it opened.
    /// </summary>
    private async Task<IReadOnlyList<(Taken, Opening)>> OpenAsync(IReadOnlyList<Taken> taken, CancellationToken ct)
    {
        var ofSameLearner = taken.GroupBy(of => (of.Row.Key.ProgramId, of.Row.Key.LearnerKey)).ToList();
        List<Taken> first = ofSameLearner.ConvertAll(same => same.First());
        var opened = await openFollowups.OpenAllAsync(first.ConvertAll(of => (of.Row, of.Named)), ct);
        var later = await ofSameLearner.SelectAtOnceAsync(
            async (same, token) =>
            {
                List<(Taken, Opening)> openings = [];
                foreach (var of in same.Skip(1)) openings.Add((of, await openFollowups.OpenAsync(of.Row, token)));
                return openings;
            },
            ct);
        return [.. first.Zip(opened), .. later.SelectMany(openings => openings)];
    }

    private CheckedItem Check(
        ReportedCompletion completion, ProgramDirectory directory, IReadOnlyDictionary<string, PersonRows> learners)
    {
        if (directory.Find(completion.Program) is not { } program)
            return CheckedItem.Rejected("program", "No program has this id or alias; declare it with PUT /api/programs/{id} first.");
        if (learners.GetValueOrDefault(completion.Learner)?.Person is not { } learner)
        {
            return CheckedItem.Rejected(
                "learner", "No person has this id or address; import the person with POST /api/people/import first.");
        }
        if (!learner.Active) return CheckedItem.Rejected("learner", "This person is not active any more.");

        var zone = calendar.Of(learner).Zone;
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
}
