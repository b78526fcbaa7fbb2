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

/// <summary>Decides whom to ask about a completion, and when, by what is known now: until it is due, all of it may change.</summary>
public sealed class FollowupPlanner(
    ProgramStore programs, PersonStore people, InvitationStore invitations, WorkCalendar calendar, TimeProvider time)
{
    /// <summary>What all these follow-ups are planned from, read once.</summary>
    public async Task<PlanningFacts> FactsAsync(IReadOnlyCollection<FollowupRow> followups, CancellationToken ct)
    {
        var inForce = await programs.FindAllAsync(followups.Select(row => row.Key.ProgramId), ct);
        // most managers are still those of the completion
        var likely = followups.Select(row => row.Key.LearnerKey).Concat(followups.Select(row => row.ManagerKey).OfType<string>());
        var named = await people.FindAllNamedAsync(likely, ct);
        var others = followups
            .Select(row => named.GetValueOrDefault(row.Key.LearnerKey)?.ManagerKey)
            .OfType<string>()
            .Where(key => !named.ContainsKey(key))
            .ToList();
        if (others.Count > 0) named = named.Concat(await people.FindAllNamedAsync(others, ct)).ToDictionary();
        return new(inForce, named);
    }

    public async Task<FollowupPlan> PlanAsync(FollowupRow followup, PlanningFacts facts, CancellationToken ct)
    {
        var key = followup.Key;
        if (facts.Programs.GetValueOrDefault(key.ProgramId) is not { Definition: var program })
            return FollowupPlan.Withdrawn("The program is not known.");
        if (program.NobodyIsAsked is { } because) return FollowupPlan.Withdrawn(because);
        if (facts.People.GetValueOrDefault(key.LearnerKey) is not { Active: true } learner)
            return FollowupPlan.Withdrawn("The learner is not an active person.");
        if (IsTooOld(key.CompletedOn, program, Now))
            return FollowupPlan.Withdrawn($"The completion is older than the program's maxAge of {program.MaxAge}.");

        List<PlannedInvitation> planned = [];
        var manager = facts.ManagerOf(learner);
        foreach (var wave in WavesToAsk(key, program.Waves, learner))
        {
            planned.Add(await PlanAsync(Audience.Learner, followup, wave, learner, ct));
            if (manager is not null) planned.Add(await PlanAsync(Audience.Manager, followup, wave, manager, ct));
        }
        return new(planned);
    }

    /// <summary>One invitation as it would be planned now.</summary>
    public async Task<PlannedInvitation> PlanAsync(
        Audience audience, FollowupRow followup, string wave, PersonRow recipient, CancellationToken ct)
    {
        var now = Now;
        var there = calendar.Of(recipient);
        var due = DueOf(followup, wave, there, now);
        // One mail a person, a kind and a day: what is late and finds today's gone out already waits for the next.
        while (due.IsLate && await invitations.HasGoneOutAsync(new(due.On, audience, recipient.Key), ct))
            due = due.Next(there, now);
        var mailing = new MailingKey(due.On, audience, recipient.Key);
        return new(mailing.ToString(), wave, due.At.ToDateTimeOffset(), due.ClosesAt.ToDateTimeOffset());
    }

    /// <summary>Whether the wave's own day has passed for this recipient.</summary>
    public bool IsLate(FollowupRow followup, string wave, PersonRow recipient) =>
        DueOf(followup, wave, calendar.Of(recipient), Now).IsLate;

    /// <summary>
    /// Those of the waves that are still to be asked. A baseline whose working day after the completion has passed is none any more. Of
    /// the others whose day has come only the latest is asked, and not even that where the next is less than a fortnight away: the same
    /// would be asked twice.
    /// </summary>
    public IReadOnlyList<string> WavesToAsk(FollowupKey followup, IEnumerable<string> waves, PersonRow recipient)
    {
        var there = calendar.Of(recipient);
        var today = Now.InZone(there.Zone).Date;
        var inOrder = waves
            .Where(wave => wave != Wave.Baseline || today <= there.WorkingDayFrom(followup.CompletedOn.PlusDays(1)))
            .OrderBy(DayOf)
            .ToList();
        var late = inOrder.Count(wave => DayOf(wave) <= today);
        var toAsk = inOrder.Skip(late - 1).ToList();
        if (late > 0 && toAsk.Count > 1 && DayOf(toAsk[0]) < today && DayOf(toAsk[1]) < today.PlusDays(Wave.Fortnight)) toAsk.RemoveAt(0);
        return toAsk;

        LocalDate DayOf(string wave) => Wave.DayOf(wave, followup.CompletedOn);
    }

    public static bool IsTooOld(LocalDate completedOn, ProgramDefinition program, Instant now) =>
        completedOn + Wave.Parse(program.MaxAge) < now.InUtc().Date;

    private Instant Now => time.GetUtcNow().ToInstant();

    private static DueDay DueOf(FollowupRow followup, string wave, RecipientCalendar there, Instant now) => Wave.IsByTheClock(wave)
        ? DueDay.ByTheClock(followup.CompletedAt.ToInstant(), wave, there.Zone, now)
        : DueDay.Of(followup.Key.CompletedOn, wave, there, now);
}
