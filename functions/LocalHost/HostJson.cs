using Microsoft.Extensions.Configuration;

namespace Followup.LocalHost;

/// <summary>
/// The settings of host.json that are heeded here, with the documented defaults. As on the real host, an app setting named
/// <c>AzureFunctionsJobHost:extensions:...</c> wins over the file.
/// </summary>
internal sealed record HostJson(
    string RoutePrefix, int MaxConcurrentCalls, int MaxMessageBatchSize, int PrefetchCount, bool AutoCompleteMessages,
    TimeSpan MaxAutoLockRenewal)
{
    public static HostJson Read(string folder, IConfiguration settings)
    {
        var extensions = new ConfigurationBuilder().SetBasePath(folder).AddJsonFile("host.json", optional: true)
            // copied into memory, because a chained configuration passes over empty values, and an empty route prefix means none
            .AddInMemoryCollection(settings.GetSection("AzureFunctionsJobHost").AsEnumerable(makePathsRelative: true))
            .Build().GetSection("extensions");
        var bus = extensions.GetSection("serviceBus");
        return new(
            extensions["http:routePrefix"] ?? "api",
            bus.GetValue("maxConcurrentCalls", 16),
            bus.GetValue("maxMessageBatchSize", 1000),
            bus.GetValue("prefetchCount", 0),
            bus.GetValue("autoCompleteMessages", true),
            bus.GetValue("maxAutoLockRenewalDuration", TimeSpan.FromMinutes(5)));
    }
}
