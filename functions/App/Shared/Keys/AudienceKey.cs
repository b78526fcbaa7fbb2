namespace Followup.Shared.Keys;

public static class AudienceKey
{
    /// <summary>As it stands in row keys: <c>learner</c> or <c>manager</c>.</summary>
    public static string ToKey(this Audience audience) => audience switch
    {
        Audience.Learner => "learner",
        Audience.Manager => "manager",
        _ => throw new ArgumentOutOfRangeException(nameof(audience)),
    };

    public static Audience? TryParse(string key) => key switch
    {
        "learner" => Audience.Learner,
        "manager" => Audience.Manager,
        _ => null,
    };
}
