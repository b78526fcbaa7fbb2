using Azure.Data.Tables;
using Azure.Identity;
using Followup.Shared.Settings;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Followup.Shared.Storage;

public static class StorageServices
{
    /// <summary>Tables: by connection string, or by address and managed identity.</summary>
    public static IServiceCollection AddStorage(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(ServiceAt(configuration));
        services.AddSingleton<Tables>();
        // in Azure the template makes the tables: a start that waited for them would end the app while its rights are still spreading
        if (ConnectionOf(configuration) is not null) services.AddHostedService(host => host.GetRequiredService<Tables>());
        return services;
    }

    private static string? ConnectionOf(IConfiguration settings) => settings["Tables"] is { Length: > 0 } connection ? connection : null;

    private static TableServiceClient ServiceAt(IConfiguration settings)
    {
        if (ConnectionOf(settings) is { } connection)
            return ConnectionSettings.Read("Tables", "a connection string of tables", () => new TableServiceClient(connection));
        if (settings["Tables:serviceUri"] is { Length: > 0 } uri)
        {
            return ConnectionSettings.Read(
                "Tables:serviceUri",
                "an absolute address",
                () => new TableServiceClient(new Uri(uri), new DefaultAzureCredential()));
        }
        throw new InvalidOperationException("Neither the setting Tables (a connection string) nor Tables:serviceUri is set.");
    }
}
