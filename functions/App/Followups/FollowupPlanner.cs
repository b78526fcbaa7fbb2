using Followup.Invitations;
using Followup.People;
using Followup.Programs;
using Followup.Shared;
using NodaTime;
using NodaTime.Extensions;

namespace Followup.Followups;

/// <summary>What is to happen about a completion: its invitations, or the reason why there are none.</summary>
public sealed record FollowupPlan(IReadOnlyList<PlannedInvitation> Invitations, string? WithdrawnBecause = null);

/// <summary>Decides whom to ask about a completion, and when.</summary>
public sealed class FollowupPlanner(ProgramStore programs, PersonStore people, InvitationStore invitations, WorkCalendar calendar, TimeProvider time)
{
    // Late reports of one import reach us one by one; so much waiting brings them into one digest.
    private static readonly Duration DigestGrace = Duration.FromMinutes(5);

    public async Task<FollowupPlan> PlanAsync(FollowupRow followup, CancellationToken ct)
    {
        var key = followup.Key;
        var now = time.GetUtcNow().ToInstant();
        if (await programs.FindAsync(key.ProgramId, ct) is not { Definition: var program }) return new([], "The program is not known.");
        if (await people.FindAsync(key.LearnerKey, ct) is not { Active: true } learner) return new([], "The learner is not an active person.");
        if (IsTooOld(key.CompletedOn, program, now))
            return new([], $"The completion is older than the program's maxAge of {program.MaxAge}.");

        List<PlannedInvitation> planned = [];
        var zone = calendar.Zone(learner.TimeZone);
        foreach (var wave in WavesToAsk(key.CompletedOn, program.Waves, now.InZone(zone).Date))
        {
            planned.Add(Plan(Audience.Learner, key.LearnerKey, wave, DueOf(followup, wave, zone, now)));
            // Somebody who is their own manager is asked once, as the learner.
            if (followup.ManagerKey is not { } managerKey || managerKey == key.LearnerKey) continue;
            if (await people.FindAsync(managerKey, ct) is not { Active: true } manager) continue;
            planned.Add(Plan(Audience.Manager, managerKey, wave, await DigestDayAsync(followup, wave, manager, now, ct)));
        }
        return new(planned);
    }

    private async Task<DueDay> DigestDayAsync(FollowupRow followup, string wave, PersonRow manager, Instant now, CancellationToken ct)
    {
        var zone = calendar.Zone(manager.TimeZone);
        var due = DueOf(followup, wave, zone, now);
        // One digest a manager and day: what is late and finds today's gone out already waits for the next.
        while (due.IsLate && await invitations.HasGoneOutAsync(new(due.On, Audience.Manager, manager.Key), ct))
            due = due.Next(zone, calendar, now);
        return due.IsLate ? due with { At = Instant.Max(due.At, now + DigestGrace) } : due;
    }

    private DueDay DueOf(FollowupRow followup, string wave, DateTimeZone zone, Instant now) => Wave.IsByTheClock(wave)
        ? DueDay.ByTheClock(followup.CompletedAt.ToInstant(), wave, zone, now)
        : DueDay.Of(followup.Key.CompletedOn, wave, zone, calendar, now);

    private static PlannedInvitation Plan(Audience audience, string recipientKey, string wave, DueDay due) =>
        new(new MailingKey(due.On, audience, recipientKey).ToString(), wave, due.At.ToDateTimeOffset(), due.ClosesAt.ToDateTimeOffset());

    public static bool IsTooOld(LocalDate completedOn, ProgramDefinition program, Instant now) =>
        completedOn + Wave.Parse(program.MaxAge) < now.InUtc().Date;

    /// <summary>Of the waves whose day has come only the latest is asked: two on one day would ask the same twice.</summary>
    private static IEnumerable<string> WavesToAsk(LocalDate completedOn, IReadOnlyList<string> waves, LocalDate today)
    {
        var inOrder = waves.OrderBy(wave => Wave.DayOf(wave, completedOn)).ToList();
        return inOrder.Skip(inOrder.Count(wave => Wave.DayOf(wave, completedOn) <= today) - 1);
    }
}
