namespace Followup.Responses.Pages;

/// <summary>What may be posted instead of answers.</summary>
public static class InsteadField
{
    public const string Name = "instead";

    public const string Later = "later";
    public const string NotMyReport = "not-my-report";
    public const string HasLeft = "has-left";
}
