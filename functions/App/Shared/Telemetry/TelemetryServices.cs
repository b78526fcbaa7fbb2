using Azure.Identity;
using Azure.Monitor.OpenTelemetry.Exporter;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Followup.Shared.Telemetry;

public static class TelemetryServices
{
    // the official worker's source: one span an invocation
    private const string Worker = "Microsoft.Azure.Functions.Worker";

    /// <summary>
    /// Traces, metrics and logs: to Azure Monitor where APPLICATIONINSIGHTS_CONNECTION_STRING is set, to any OpenTelemetry collector where
    /// OTEL_EXPORTER_OTLP_ENDPOINT is. Spans of HTTP clients and servers are left out: their addresses hold the tokens of links.
    /// </summary>
    public static void AddTelemetry(this IHostApplicationBuilder builder)
    {
        var settings = builder.Configuration;
        var hasCollector = settings["OTEL_EXPORTER_OTLP_ENDPOINT"] is { Length: > 0 };
        var hasAzureMonitor = settings["APPLICATIONINSIGHTS_CONNECTION_STRING"] is { Length: > 0 };

        builder.Services.AddSingleton<FollowupMetrics>();
        var telemetry = builder.Services.AddOpenTelemetry()
            // no id drawn at random for the instance: Azure Monitor then names the machine
            .ConfigureResource(resource => resource.AddService(NameOf(settings), autoGenerateServiceInstanceId: false))
            .WithTracing(traces => traces.AddSource(FollowupTraces.Name, Worker))
            .WithMetrics(metrics => metrics.AddMeter(FollowupTraces.Name));
        builder.Logging.AddOpenTelemetry(logs => logs.IncludeFormattedMessage = true)
            .AddFilter<OpenTelemetryLoggerProvider>(null, LogLevel.Warning)
            .AddFilter<OpenTelemetryLoggerProvider>("Followup", LogLevel.Information);
        builder.Services.PostConfigure<LoggerFilterOptions>(filters => filters.HideAddresses());

        if (hasCollector) ExportToCollector(telemetry, builder.Logging);
        if (hasAzureMonitor) ExportToAzureMonitor(telemetry, builder.Logging, settings);
        // last, so that it stands: a caller who samples nothing, or an HTTP server that nobody listens to, must not hide what happens below
        telemetry.WithTracing(traces => traces.SetSampler(new AlwaysOnSampler()));
        if (hasCollector || hasAzureMonitor) builder.Services.Configure<WorkerOptions>(LogWithoutHost);
    }

    private static void ExportToCollector(OpenTelemetryBuilder telemetry, ILoggingBuilder logging)
    {
        telemetry.WithTracing(traces => traces.AddOtlpExporter());
        telemetry.WithMetrics(metrics => metrics.AddOtlpExporter());
        logging.AddOpenTelemetry(logs => logs.AddOtlpExporter());
    }

    private static void ExportToAzureMonitor(OpenTelemetryBuilder telemetry, ILoggingBuilder logging, IConfiguration settings)
    {
        telemetry.WithTracing(traces => traces.AddAzureMonitorTraceExporter(Connect));
        telemetry.WithMetrics(metrics => metrics.AddAzureMonitorMetricExporter(Connect));
        logging.AddOpenTelemetry(logs => logs.AddAzureMonitorLogExporter(Connect));

        void Connect(AzureMonitorExporterOptions options)
        {
            options.ConnectionString = settings["APPLICATIONINSIGHTS_CONNECTION_STRING"];
            var isManagedIdentity = settings["APPLICATIONINSIGHTS_AUTHENTICATION_STRING"] is { Length: > 0 };
            if (isManagedIdentity) options.Credential = new DefaultAzureCredential();
            // every step of every follow-up: a sampled trace would miss just the one that is asked about
            options.SamplingRatio = 1;
            options.TracesPerSecond = null;
        }
    }

    private static void LogWithoutHost(WorkerOptions worker)
    {
        // Names of invocations' spans: "function due" instead of "Invoke". This takes the id of the invocation off what the worker logs to
        // its host, and the host drops lines that have none: so only where logs go out by themselves.
        worker.Capabilities["WorkerOpenTelemetrySchemaVersion"] = "1.37.0";
        // else the Functions host would write our logs a second time
        worker.Capabilities["WorkerOpenTelemetryEnabled"] = bool.TrueString;
        worker.Capabilities["WorkerApplicationInsightsLoggingEnabled"] = bool.TrueString;
    }

    /// <summary>The service's name as the standard's own setting says; else the function app's name in Azure.</summary>
    private static string NameOf(IConfiguration settings)
    {
        if (settings["OTEL_SERVICE_NAME"] is { Length: > 0 } given) return given;
        return settings["WEBSITE_SITE_NAME"] is { Length: > 0 } site ? site : "followup";
    }
}
