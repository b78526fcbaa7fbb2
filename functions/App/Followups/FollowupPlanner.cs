using Followup.People;
using Followup.Programs;
using Followup.Rows;
using Followup.Shared.Keys;
using NodaTime;
using NodaTime.Extensions;

namespace Followup.Followups;

/// <summary>What is to happen about a completion: its invitations, or the reason why there are none.</summary>
public sealed record FollowupPlan(IReadOnlyList<PlannedInvitation> Invitations, string? WithdrawnBecause = null)
{
    public static FollowupPlan Withdrawn(string because) => new([], because);
}

/// <summary>Decides whom to ask about a completion, and when.</summary>
public sealed class FollowupPlanner(
    ProgramStore programs, PersonStore people, InvitationStore invitations, WorkCalendar calendar, TimeProvider time)
{
    /// <summary>What all these follow-ups are planned from, read once.</summary>
    public async Task<PlanningFacts> FactsAsync(IReadOnlyCollection<FollowupRow> followups, CancellationToken ct)
    {
        var asked = followups.Select(row => row.Key.LearnerKey).Concat(followups.Select(row => row.ManagerKey).OfType<string>());
        return new(
            await programs.FindAllAsync(followups.Select(row => row.Key.ProgramId), ct),
            await people.FindAllAsync(asked, ct));
    }

    public async Task<FollowupPlan> PlanAsync(FollowupRow followup, PlanningFacts facts, CancellationToken ct)
    {
        var key = followup.Key;
        var now = time.GetUtcNow().ToInstant();
        if (facts.Programs.GetValueOrDefault(key.ProgramId) is not { Definition: var program })
            return FollowupPlan.Withdrawn("The program is not known.");
        if (program.IsCompletionDataOnly)
            return FollowupPlan.Withdrawn("The program is completion data only: it names no behavior, or not how one would know.");
        if (facts.People.GetValueOrDefault(key.LearnerKey) is not { Active: true } learner)
            return FollowupPlan.Withdrawn("The learner is not an active person.");
        if (IsTooOld(key.CompletedOn, program, now))
            return FollowupPlan.Withdrawn($"The completion is older than the program's maxAge of {program.MaxAge}.");

        List<PlannedInvitation> planned = [];
        var zone = calendar.Of(learner).Zone;
        foreach (var wave in WavesToAsk(key.CompletedOn, program.Waves, now.InZone(zone).Date))
        {
            planned.Add(await PlanAsync(Audience.Learner, followup, wave, learner, now, ct));
            // Somebody who is their own manager is asked once, as the learner.
            if (followup.ManagerKey is not { } managerKey || managerKey == key.LearnerKey) continue;
            if (facts.People.GetValueOrDefault(managerKey) is not { Active: true } manager) continue;
            planned.Add(await PlanAsync(Audience.Manager, followup, wave, manager, now, ct));
        }
        return new(planned);
    }

    /// <summary>For a manager who takes over from another.</summary>
    public Task<PlannedInvitation> PlanManagerAsync(FollowupRow followup, string wave, PersonRow manager, CancellationToken ct) =>
        PlanAsync(Audience.Manager, followup, wave, manager, time.GetUtcNow().ToInstant(), ct);

    /// <summary>Those of the waves that are still to be asked of somebody who is named now.</summary>
    public IReadOnlyList<string> WavesToAsk(FollowupKey followup, IEnumerable<string> waves, PersonRow recipient) =>
        [.. WavesToAsk(followup.CompletedOn, waves, time.GetUtcNow().ToInstant().InZone(calendar.Of(recipient).Zone).Date)];

    private async Task<PlannedInvitation> PlanAsync(
        Audience audience, FollowupRow followup, string wave, PersonRow recipient, Instant now, CancellationToken ct)
    {
        var theirs = calendar.Of(recipient);
        var due = DueOf(followup, wave, theirs, now);
        // One mail a person, a kind and a day: what is late and finds today's gone out already waits for the next.
        while (due.IsLate && await invitations.HasGoneOutAsync(new(due.On, audience, recipient.Key), ct))
            due = due.Next(theirs, now);
        var mailing = new MailingKey(due.On, audience, recipient.Key);
        return new(mailing.ToString(), wave, due.At.ToDateTimeOffset(), due.ClosesAt.ToDateTimeOffset());
    }

    private static DueDay DueOf(FollowupRow followup, string wave, RecipientCalendar calendar, Instant now) => Wave.IsByTheClock(wave)
        ? DueDay.ByTheClock(followup.CompletedAt.ToInstant(), wave, calendar.Zone, now)
        : DueDay.Of(followup.Key.CompletedOn, wave, calendar, now);

    public static bool IsTooOld(LocalDate completedOn, ProgramDefinition program, Instant now) =>
        completedOn + Wave.Parse(program.MaxAge) < now.InUtc().Date;

    /// <summary>Of the waves whose day has come only the latest is asked: two on one day would ask the same twice.</summary>
    private static IEnumerable<string> WavesToAsk(LocalDate completedOn, IEnumerable<string> waves, LocalDate today)
    {
        var inOrder = waves.OrderBy(wave => Wave.DayOf(wave, completedOn)).ToList();
        return inOrder.Skip(inOrder.Count(wave => Wave.DayOf(wave, completedOn) <= today) - 1);
    }
}
