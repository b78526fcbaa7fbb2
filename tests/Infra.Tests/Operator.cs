namespace Followup.Infra.Tests;

/// <summary>The environment variables that an operator has set when production is deployed.</summary>
internal static class Operator
{
    public static IReadOnlyDictionary<string, string> Settings { get; } = new Dictionary<string, string>
    {
        ["FOLLOWUP_OWNER"] = "learning-team",
        ["FOLLOWUP_MAIL_FROM"] = "learning@followup.example",
        ["FOLLOWUP_ALERT_EMAILS"] = "on-call@followup.example,lead@followup.example",
    };
}
