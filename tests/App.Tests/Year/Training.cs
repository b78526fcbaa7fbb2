using NodaTime;

namespace Followup.Tests.Year;

/// <summary>A program of the company's: its waves in days, and from which night on it asks nobody any more.</summary>
internal sealed record Training(string Id, int[] Waves, int? EndsOnNight = null)
{
    public bool IsAskingOn(int night) => EndsOnNight is not { } ends || night < ends;
}

/// <summary>Somebody is asked about a learner, on a day where the recipient is then.</summary>
internal sealed record Ask(string Recipient, bool IsManager, string Learner, string Program, int Wave, LocalDate On)
{
    public override string ToString() =>
        $"{On:uuuu-MM-dd} {(IsManager ? "manager" : "learner")} {Recipient} about {Learner}, {Program}, day {Wave}";
}

internal enum Entry
{
    Waiting,
    Asked,

    /// <summary>Not asked for what people were then.</summary>
    Mendable,
}

/// <summary>What one recipient is to be asked, in one wave.</summary>
internal sealed class Plan(string recipient, LocalDate on, Instant at, Instant closes)
{
    public string Recipient => recipient;
    public LocalDate On { get; } = on;
    public Instant At { get; } = at;
    public Instant Closes { get; } = closes;
    public Entry State { get; set; }
}

/// <summary>One wave of one completion.</summary>
internal sealed class WavePlan(int days, Plan learner)
{
    public int Days => days;
    public Plan Learner { get; set; } = learner;
    public Plan? Manager { get; set; }

    /// <summary>Managers who were asked, and are none any more: asked again they are not.</summary>
    public List<Plan> Former { get; } = [];

    /// <summary>The program has ended, or the learner has trained again.</summary>
    public bool IsOver { get; set; }

    public void Give(Plan manager)
    {
        if (Manager is { State: Entry.Asked } asked) Former.Add(asked);
        Former.Remove(manager);
        Manager = manager;
    }

    public IEnumerable<Plan> Plans => Manager is null ? [Learner] : [Learner, Manager];

    public Instant Closes => Plans.Concat(Former).Max(plan => plan.Closes);
}

internal sealed record Kept(LocalDate On, LocalDate? FirstWaveOn, List<WavePlan> Waves);
