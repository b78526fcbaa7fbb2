using Azure.Identity;
using Azure.Storage.Blobs;
using Followup.Results.Counts;
using Followup.Results.Exports;
using Followup.Shared;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Followup.Results;

public static class ResultsServices
{
    public static IServiceCollection AddResults(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<ExportOptions>().BindConfiguration("Exports")
            .Validate(exports => IsLongEnough(exports.PseudonymKey), "The setting Exports:PseudonymKey is not base64 of at least 32 bytes.").ValidateOnStart();
        return services
            .AddSingleton<CountStore>()
            .AddSingleton<Pseudonyms>().AddSingleton<ResponsesTable>().AddSingleton<ExportFiles>().AddSingleton(new ExportContainer(ContainerAt(configuration)));
    }

    private static BlobContainerClient? ContainerAt(IConfiguration settings) =>
        settings["Exports"] is { Length: > 0 } connection ? SharedServices.Read("Exports", "a connection string of blobs", () => new BlobContainerClient(connection, ExportContainer.Name))
        : settings["Exports:serviceUri"] is { Length: > 0 } uri
            ? SharedServices.Read("Exports:serviceUri", "an absolute address", () => new BlobServiceClient(new Uri(uri), new DefaultAzureCredential()).GetBlobContainerClient(ExportContainer.Name))
        : null;

    private static bool IsLongEnough(string key) => Convert.TryFromBase64String(key, new byte[key.Length], out var length) && length >= 32;
}
