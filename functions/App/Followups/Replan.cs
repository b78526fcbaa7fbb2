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
/// <param name="LacksManager">Something is open that a manager should be asked, and there is none.</param>
internal sealed record Replan(IReadOnlyList<PlannedInvitation> New, IReadOnlyList<Asked> Dropped, bool LacksManager);
