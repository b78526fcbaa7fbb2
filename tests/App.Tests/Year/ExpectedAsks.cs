using NodaTime;

namespace Followup.Tests.Year;

/// <summary>
/// Who is to be asked, by name and day, worked out night by night from the rules: as plain as they can be said, without tables, messages
/// or alarms.
/// </summary>
internal sealed class ExpectedAsks(Company company)
{
    private const int RepeatAfter = 30, Fortnight = 14;

    private readonly Dictionary<(string Program, string Learner), List<Kept>> kept = [];

    /// <summary>Takes a completion in.</summary>
    /// <returns>Whether it is a completion of its own.</returns>
    public bool Take(Training training, string learner, LocalDate on, int night, Instant now)
    {
        if (!kept.TryGetValue((training.Id, learner), out var before)) kept[(training.Id, learner)] = before = [];
        if (before.Exists(one => Math.Abs(Period.DaysBetween(one.On, on)) < RepeatAfter)) return false;
        var earlier = before.Where(one => one.On < on).MaxBy(one => one.On);
        if (earlier?.FirstWaveOn > on) return false;

        var isAsking = training.IsAskingOn(night);
        LocalDate? first = isAsking ? CalendarOfModel.Workday(on.PlusDays(training.Waves.Where(days => days > 0).Min())) : null;
        var isHistory = before.Exists(one => one.On > on);
        var one = new Kept(on, first, isAsking && !isHistory ? Waves(training, company[learner], on, now) : []);
        before.Add(one);
        if (!isHistory && earlier is not null && earlier.FirstWaveOn != on) EndWaiting(earlier);
        return true;
    }

    /// <summary>People have changed.</summary>
    public void LookAgain(Instant now)
    {
        foreach (var ((_, learnerId), completions) in kept)
        {
            if (company[learnerId] is not { IsActive: true } learner) continue;
            foreach (var one in completions)
            {
                foreach (var wave in one.Waves.Where(wave => !wave.IsOver && now < wave.Closes))
                {
                    wave.Learner = Again(wave.Learner, learner, one.On.PlusDays(wave.Days), now);
                    if (company.ManagerOf(learner) is not { } manager) continue;
                    if (wave.Manager?.Recipient == manager.Id) wave.Manager = Again(wave.Manager, manager, one.On.PlusDays(wave.Days), now);
                    else if (wave.Former.Find(plan => plan.Recipient == manager.Id) is { } former) wave.Give(former);
                    else if (WavesToAsk([.. one.Waves.Select(other => other.Days)], manager, one.On, now).Contains(wave.Days))
                        wave.Give(New(manager, one.On.PlusDays(wave.Days), now));
                }
            }
        }
    }

    /// <summary>What is asked until then.</summary>
    public IReadOnlyList<Ask> Until(Instant then, Func<string, bool> isAsking)
    {
        List<Ask> asks = [];
        foreach (var ((program, learnerId), completions) in kept)
        {
            foreach (var (one, wave) in completions.SelectMany(one => one.Waves.Where(wave => !wave.IsOver), (one, wave) => (one, wave)))
            {
                var learner = company[learnerId];
                foreach (var plan in wave.Plans.Where(plan => plan.State == Entry.Waiting && plan.At < then))
                {
                    if (!isAsking(program))
                    {
                        wave.IsOver = true;
                        break;
                    }
                    var isManager = plan == wave.Manager;
                    var mayBeAsked = learner.IsActive && (!isManager || company.ManagerOf(learner)?.Id == plan.Recipient);
                    plan.State = mayBeAsked ? Entry.Asked : Entry.Mendable;
                    if (mayBeAsked) asks.Add(new(plan.Recipient, isManager, learnerId, program, wave.Days, plan.On));
                }
            }
        }
        return asks;
    }

    private List<WavePlan> Waves(Training training, Employee learner, LocalDate on, Instant now) =>
    [
        .. WavesToAsk(training.Waves, learner, on, now).Select(days => new WavePlan(days, New(learner, on.PlusDays(days), now))
        {
            Manager = company.ManagerOf(learner) is { } manager ? New(manager, on.PlusDays(days), now) : null,
        }),
    ];

    /// <summary>A baseline within a working day; of what has passed the latest, but not within a fortnight of the next.</summary>
    private static List<int> WavesToAsk(int[] waves, Employee recipient, LocalDate on, Instant now)
    {
        var today = CalendarOfModel.DateIn(recipient.Zone, now);
        var all = waves.Where(days => days > 0 || today <= CalendarOfModel.Workday(on.PlusDays(1))).Order().ToList();
        var come = all.FindAll(days => on.PlusDays(days) <= today);
        var toCome = all.FindAll(days => on.PlusDays(days) > today);
        if (come.Count == 0) return toCome;
        var latest = on.PlusDays(come[^1]);
        var isTooNear = latest < today && toCome.Count > 0 && on.PlusDays(toCome[0]) < today.PlusDays(Fortnight);
        return isTooNear ? toCome : [come[^1], .. toCome];
    }

    private static Plan New(Employee recipient, LocalDate wave, Instant now)
    {
        var (on, at, _) = CalendarOfModel.Due(wave, recipient.Zone, now);
        return new(recipient.Id, on, at, CalendarOfModel.Closes(on, recipient.Zone));
    }

    /// <summary>The same at another time, where the recipient has moved; or after all, where people have been mended.</summary>
    private static Plan Again(Plan plan, Employee recipient, LocalDate wave, Instant now)
    {
        if (plan.State == Entry.Mendable) return New(recipient, wave, now);
        var isToMove = plan.State == Entry.Waiting && !CalendarOfModel.Due(wave, recipient.Zone, now).IsLate;
        return isToMove ? New(recipient, wave, now) : plan;
    }

    private static void EndWaiting(Kept earlier)
    {
        foreach (var wave in earlier.Waves)
        {
            // what was asked stays open; nobody else is asked then
            wave.IsOver |= wave.Plans.Any(plan => plan.State != Entry.Asked);
        }
    }
}
