namespace Followup.Responses.Pages;

/// <summary>What may be posted instead of answers.</summary>
public static class InsteadField
{
    public const string Name = "instead", Later = "later", NotMyReport = "not-my-report", HasLeft = "has-left";
}
