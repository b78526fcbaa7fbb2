namespace Followup.Erasure;

/// <summary>Rows that were removed. Somebody's follow-ups as a manager are changed, not removed, and not counted.</summary>
public sealed record Erased(int People, int Followups, int Invitations, int Responses)
{
    public bool IsNothing() => this == new Erased(0, 0, 0, 0);
}
