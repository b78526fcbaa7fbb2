namespace Followup.Rows;

public enum FollowupState
{
    /// <summary>Taken in over HTTP; the message that schedules it is on its way.</summary>
    Received,

    /// <summary>Its invitations are stored and their alarms set.</summary>
    Scheduled,

    /// <summary>Nobody will be asked; <see cref="FollowupRow.Reason"/> says why.</summary>
    Withdrawn,

    /// <summary>
    /// Its sender took the completion back: it counts nowhere. The row stays, so that <see cref="FollowupRow.Reason"/> says so.
    /// </summary>
    TakenBack,
}
