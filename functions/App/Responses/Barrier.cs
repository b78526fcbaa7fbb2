namespace Followup.Responses;

/// <summary>What may get in the way of using what was learned. Our own list; ids are stored, so they stay when wording changes.</summary>
public sealed record Barrier(string Id, string Text)
{
    public static readonly IReadOnlyList<Barrier> All =
    [
        new("no-time", "No time to work that way"),
        new("no-occasion", "Few occasions for it in my work"),
        new("tools", "Tools or access were missing"),
        new("unsure", "I was not sure how to do it in my own work"),
        new("not-expected", "Nobody around me expects it"),
        new("discouraged", "I was discouraged from it"),
        new("rules", "Rules or processes stand against it"),
        new("not-useful", "It did not help when I tried"),
    ];
}
