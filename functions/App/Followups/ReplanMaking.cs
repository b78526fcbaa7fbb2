using Followup.People;
using Followup.Programs;
using Followup.Rows;
using Followup.Shared.Keys;

namespace Followup.Followups;

/// <summary>
/// Decides how a plan is to change. What somebody was asked stays with who was asked, but for a manager who is none any more: what that one
/// has not answered goes to the manager of today, for as long as its time to answer runs. A wave whose time is over stays as it ended.
/// </summary>
public sealed class ReplanMaking(FollowupPlanner planner, TimeProvider time)
{
    /// <param name="manager">Of today; null for nobody.</param>
    /// <param name="asked">All that is planned.</param>
    /// <param name="program">Whose waves are to be asked from now on; null for those that are planned.</param>
    internal async Task<Replan> MakeAsync(
        FollowupRow followup, PersonRow learner, PersonRow? manager, IReadOnlyList<Asked> asked, ProgramDefinition? program,
        CancellationToken ct)
    {
        List<PlannedInvitation> added = [];
        List<Asked> dropped = [], ending = [], goingOn = [];
        var lacksManager = false;
        foreach (var wave in WavesOf(followup.Key, learner, asked, program, dropped))
        {
            List<Asked> ofWave = [.. asked.Where(one => one.Wave == wave)];
            if (ofWave.Count > 0 && ofWave.Max(one => one.Planned.ClosesAt) <= time.GetUtcNow()) continue;
            if (ofWave.Exists(one => one.Row is { IsOver: true }))
            {
                // moved at the moment at which it ended
                dropped.AddRange(ofWave.Where(one => one.Row is { IsNew: true }));
                continue;
            }

            await AskAsync(Audience.Learner, learner, wave, ofWave);
            if (ofWave.Exists(one => one.IsOf(Audience.Manager) && one.IsAnswered)) continue;
            if (manager is null) lacksManager = true;
            else await AskAsync(Audience.Manager, manager, wave, ofWave);
        }
        return new(added, dropped, ending, goingOn, lacksManager);

        async Task AskAsync(Audience audience, PersonRow recipient, string wave, List<Asked> ofWave)
        {
            var all = ofWave.FindAll(one => one.IsOf(audience));
            var theirs = all.FindAll(one => one.Planned.Key.RecipientKey == recipient.Key);
            if (theirs.Count == 0)
            {
                // of the waves whose day has come only the latest is asked of somebody who is named now
                if (!planner.WavesToAsk(followup.Key, asked.Select(one => one.Wave).Append(wave).Distinct(), recipient).Contains(wave))
                    return;
                added.Add(await planner.PlanAsync(audience, followup, wave, recipient, ct));
            }
            else if (theirs.TrueForAll(one => one.IsToCome) && await AtAnotherTimeAsync(theirs[0]) is { } moved)
            {
                added.Add(moved);
                dropped.AddRange(theirs.Where(one => one.Planned.Mailing != moved.Mailing));
            }
            goingOn.AddRange(theirs.Where(one => one.Row is { MayGoOn: true } && one.Planned.ClosesAt > time.GetUtcNow()));
            // planned, and cut off before it was stored
            added.AddRange(theirs.Where(one => one.Row is null).Select(one => one.Planned));
            foreach (var other in all.Except(theirs))
            {
                if (other.Row is { AwaitsAnswer: true }) ending.Add(other);
                else if (other.Row is not { MayGoOn: true }) dropped.Add(other);
            }

            async Task<PlannedInvitation?> AtAnotherTimeAsync(Asked one)
            {
                if (one.Row is { MayBeTakenUp: true }) return await planner.PlanAsync(audience, followup, wave, recipient, ct);
                // what rings at this moment, or is late already, is not moved again and again: whoever mails it looks at the hour
                if (one.Planned.DueAt <= time.GetUtcNow() || planner.IsLate(followup, wave, recipient)) return null;
                var planned = await planner.PlanAsync(audience, followup, wave, recipient, ct);
                return planned == one.Planned ? null : planned;
            }
        }
    }

    /// <summary>
    /// The waves to look at. Of a program's new waves those that are still to be asked, and no less than a fortnight from one that was
    /// asked already; what is to come of other waves is dropped.
    /// </summary>
    private List<string> WavesOf(
        FollowupKey followup, PersonRow learner, IReadOnlyList<Asked> asked, ProgramDefinition? program, List<Asked> dropped)
    {
        var planned = asked.Select(one => one.Wave).Distinct().ToList();
        if (program is null) return planned;

        var begun = planned.FindAll(wave => asked.Any(one => one.Wave == wave && !one.IsToCome));
        var toAsk = planner.WavesToAsk(followup, program.Waves.Union(begun), learner)
            .Where(wave => begun.TrueForAll(other => other == wave || IsFarFrom(other, wave)));
        var waves = begun.Union(toAsk).ToList();
        dropped.AddRange(asked.Where(one => !waves.Contains(one.Wave)));
        return waves;

        bool IsFarFrom(string other, string wave)
        {
            var days = NodaTime.Period.DaysBetween(Wave.DayOf(other, followup.CompletedOn), Wave.DayOf(wave, followup.CompletedOn));
            return Math.Abs(days) >= Wave.Fortnight;
        }
    }
}
