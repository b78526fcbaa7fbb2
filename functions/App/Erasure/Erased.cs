namespace Followup.Erasure;

/// <summary>
/// How many rows were removed. Follow-ups that the person only managed are changed, not removed, and not counted.
/// </summary>
public sealed record Erased(int People = 0, int Followups = 0, int Invitations = 0, int Responses = 0)
{
    public static Erased operator +(Erased left, Erased right) => new(
        left.People + right.People,
        left.Followups + right.Followups,
        left.Invitations + right.Invitations,
        left.Responses + right.Responses);

    public bool IsNothing() => this == new Erased();
}
