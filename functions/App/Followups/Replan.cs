using Followup.Rows;
using Followup.Shared.Keys;

namespace Followup.Followups;

/// <summary>An invitation as it is planned, and as it stands in its table; null where it does not.</summary>
internal sealed record Asked(PlannedInvitation Planned, InvitationRow? Row)
{
    public string Wave => Planned.Wave;

    public bool IsOf(Audience audience) => Planned.Key.Audience == audience;

    /// <summary>Nothing of it has reached anybody, and nothing but its own time or recipient keeps it from being asked.</summary>
    public bool IsToCome => Row is { IsNew: true } or { MayBeTakenUp: true };

    public bool IsAnswered => Row?.State == InvitationState.Answered;
}

/// <summary>How a follow-up's plan is to change.</summary>
/// <param name="New">Invitations to be planned, stored, and given alarms.</param>
/// <param name="Dropped">Invitations that go, because others take their place or their wave is not asked any more.</param>
/// <param name="Ending">Invitations that were mailed to a former manager: they end, and go on where that one is named again.</param>
/// <param name="GoingOn">Invitations that were mailed, and ended for what the list of people does not say any more.</param>
/// <param name="LacksManager">Something is open that a manager should be asked, and there is none.</param>
internal sealed record Replan(
    IReadOnlyList<PlannedInvitation> New, IReadOnlyList<Asked> Dropped, IReadOnlyList<Asked> Ending, IReadOnlyList<Asked> GoingOn,
    bool LacksManager)
{
    public bool IsNone => this is { New.Count: 0, Dropped.Count: 0, Ending.Count: 0 };

    /// <summary>
    /// The manager has said not to be the one to ask: what ended for that is not taken up, or it would end again, and its time to answer
    /// would begin anew each time.
    /// </summary>
    public Replan WithoutTakingUp(string managerKey, IReadOnlyList<Asked> asked)
    {
        var waves = asked.Where(one => one.Row is { MayBeTakenUp: true } && IsTheirs(one.Planned)).Select(one => one.Wave).ToHashSet();
        return this with { New = [.. New.Where(one => !IsLeft(one))], Dropped = [.. Dropped.Where(one => !IsLeft(one.Planned))] };

        bool IsLeft(PlannedInvitation one) => IsTheirs(one) && waves.Contains(one.Wave);
        bool IsTheirs(PlannedInvitation one) => one.Key.Audience == Audience.Manager && one.Key.RecipientKey == managerKey;
    }
}
