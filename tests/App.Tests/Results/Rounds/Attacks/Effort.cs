namespace Followup.Tests.Results.Rounds.Attacks;

internal static class Effort
{
    /// <summary>Attacks in the size of the check, or with <c>FOLLOWUP_ATTACKS=long</c> of minutes.</summary>
    public static readonly bool IsLong = Environment.GetEnvironmentVariable("FOLLOWUP_ATTACKS") == "long";
}
