namespace Followup.Shared.Keys;

/// <summary>Who is asked: the learner about the own work (check-in), or the manager about what was seen (observation).</summary>
public enum Audience
{
    Learner,
    Manager,
}
