using Microsoft.Extensions.Logging;

namespace Followup.Shared.Telemetry;

/// <summary>
/// Keeps addresses of requests, which hold the tokens of links, out of all logs. Of all rules about levels only the one counts that fits a
/// provider and a category best; so each rule gets the limit, and no setting can bring the addresses back.
/// </summary>
internal static class AddressesInLogs
{
    private static readonly string[] WithAddresses = ["Microsoft.AspNetCore", "System.Net.Http.HttpClient"];

    public static void HideAddresses(this LoggerFilterOptions filters)
    {
        var whereNoOtherFits = new LoggerFilterRule(null, null, filters.MinLevel, null);
        LoggerFilterRule[] rules = [whereNoOtherFits, .. filters.Rules];
        filters.Rules.Clear();
        foreach (var rule in rules) filters.Rules.Add(Limited(rule));
    }

    private static LoggerFilterRule Limited(LoggerFilterRule rule)
    {
        return new(rule.ProviderName, rule.CategoryName, rule.LogLevel, IsLogged);

        bool IsLogged(string? provider, string? category, LogLevel level) =>
            level >= Least(category) && rule.Filter?.Invoke(provider, category, level) != false;
    }

    private static LogLevel Least(string? category)
    {
        // the scope around a request holds its path, and is there for other categories' lines while this one logs anything
        if (category == "Microsoft.AspNetCore.Hosting.Diagnostics") return LogLevel.None;
        var hasAddresses = Array.Exists(WithAddresses, prefix => category?.StartsWith(prefix, StringComparison.Ordinal) == true);
        return hasAddresses ? LogLevel.Warning : LogLevel.Trace;
    }
}
