using Azure.Identity;
using Azure.Storage.Blobs;
using Followup.Results.Counts;
using Followup.Results.Exports;
using Followup.Results.Reports;
using Followup.Results.Rounds;
using Followup.Shared.Settings;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Followup.Results;

public static class ResultsServices
{
    private const int ShortestKey = 32;

    public static IServiceCollection AddResults(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<RoundOptions>()
            .BindConfiguration("Results")
            .Validate(results => IsLongEnough(results.LotKey), $"The setting Results:LotKey is not base64 of at least {ShortestKey} bytes.")
            .Validate(results => results.Correlation is >= 0 and <= 1, "The setting Results:Correlation is not from 0 to 1.")
            .ValidateOnStart();

        return services
            .AddSingleton<CountStore>()
            .AddSingleton<CountPace>()
            .AddSingleton<Lot>()
            .AddSingleton<RoundCalendar>()
            .AddSingleton<RoundStore>()
            .AddSingleton<CommentStore>()
            .AddSingleton<ProgramScan>()
            .AddSingleton<RoundHolding>()
            .AddSingleton<ReportReader>()
            .AddSingleton<ParticipationReader>()
            .AddSingleton<CorrelationReader>()
            .AddSingleton<ResponsesTable>()
            .AddSingleton<ExportFiles>()
            .AddSingleton(new ExportContainer(ContainerAt(configuration)));
    }

    /// <summary>Null where no storage is set for the monthly export.</summary>
    private static BlobContainerClient? ContainerAt(IConfiguration settings)
    {
        if (settings["Exports"] is { Length: > 0 } connection)
        {
            return ConnectionSettings.Read(
                "Exports",
                "a connection string of blobs",
                () => new BlobContainerClient(connection, ExportContainer.Name));
        }
        if (settings["Exports:serviceUri"] is { Length: > 0 } uri)
        {
            return ConnectionSettings.Read("Exports:serviceUri", "an absolute address", () => ContainerIn(new Uri(uri)));
        }
        return null;
    }

    private static BlobContainerClient ContainerIn(Uri service) =>
        new BlobServiceClient(service, new DefaultAzureCredential()).GetBlobContainerClient(ExportContainer.Name);

    private static bool IsLongEnough(string key) =>
        Convert.TryFromBase64String(key, new byte[key.Length], out var length) && length >= ShortestKey;
}
