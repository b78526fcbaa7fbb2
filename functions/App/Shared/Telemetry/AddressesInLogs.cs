using Microsoft.Extensions.Logging;

namespace Followup.Shared.Telemetry;

/// <summary>
/// Keeps addresses of requests, which hold the tokens of links, out of all logs. Of all rules about levels only the one counts that fits a
/// provider and a category best; so each of them gets the limit, and no setting can bring the addresses back.
/// </summary>
internal static class AddressesInLogs
{
    private static readonly string[] Telling = ["Microsoft.AspNetCore", "System.Net.Http.HttpClient"];

    public static void HideAddresses(this LoggerFilterOptions filters)
    {
        LoggerFilterRule[] rules = [new(null, null, filters.MinLevel, null) /* where no other fits */, .. filters.Rules];
        filters.Rules.Clear();
        foreach (var rule in rules)
            filters.Rules.Add(new(
                rule.ProviderName, rule.CategoryName, rule.LogLevel,
                (provider, category, level) => level >= Least(category) && rule.Filter?.Invoke(provider, category, level) != false));
    }

    private static LogLevel Least(string? category) =>
        // the scope around a request holds its path, and is there for other categories' lines while this one logs anything
        category == "Microsoft.AspNetCore.Hosting.Diagnostics" ? LogLevel.None
        : Array.Exists(Telling, prefix => category?.StartsWith(prefix, StringComparison.Ordinal) == true) ? LogLevel.Warning
        : LogLevel.Trace;
}
