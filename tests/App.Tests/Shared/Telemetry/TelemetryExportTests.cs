using System.Collections.Concurrent;
using System.IO.Compression;
using System.Net;
using System.Text;
using Followup.Shared.Keys;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Followup.Tests.Shared.Telemetry;

/// <summary>What leaves the process, over real HTTP, to a collector of the test's own on loopback.</summary>
[Collection("alone")]
public sealed class TelemetryExportTests
{
    [Fact]
    public async Task Any_OpenTelemetry_collector_gets_traces_metrics_and_logs()
    {
        await using var collector = await Collector.StartAsync();
        await RunAsync(
            $"--OTEL_EXPORTER_OTLP_ENDPOINT={collector.Address}", "--OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf",
            "--OTEL_SERVICE_NAME=name-of-the-service", "--WEBSITE_SITE_NAME=name-in-azure");

        Assert.Contains("completion take", collector.Got("/v1/traces"), StringComparison.Ordinal);
        Assert.Contains("followup.completions.received", collector.Got("/v1/metrics"), StringComparison.Ordinal);
        Assert.Contains("was scheduled with", collector.Got("/v1/logs"), StringComparison.Ordinal);
        Assert.All(
            (string[])["/v1/traces", "/v1/metrics", "/v1/logs"],
            path => Assert.Contains("name-of-the-service", collector.Got(path), StringComparison.Ordinal));
        Assert.DoesNotContain("name-in-azure", collector.All, StringComparison.Ordinal);
        NobodyIn(collector);
    }

    [Fact]
    public async Task Azure_Monitor_gets_traces_metrics_and_logs()
    {
        // what the exporter would tell Microsoft about itself, which is not on loopback
        Environment.SetEnvironmentVariable("APPLICATIONINSIGHTS_STATSBEAT_DISABLED", "true");
        await using var collector = await Collector.StartAsync();
        await RunAsync(
            $"--APPLICATIONINSIGHTS_CONNECTION_STRING=InstrumentationKey={Guid.NewGuid()};IngestionEndpoint={collector.Address}",
            "--WEBSITE_SITE_NAME=name-in-azure");

        var got = collector.Got("/v2.1/track");
        Assert.Contains("followup schedule", got, StringComparison.Ordinal);
        Assert.Contains("followup.completions.received", got, StringComparison.Ordinal);
        Assert.Contains("was scheduled with", got, StringComparison.Ordinal);
        Assert.Contains("\"ai.cloud.role\":\"name-in-azure\"", got, StringComparison.Ordinal);
        Assert.DoesNotContain("unknown_service", got, StringComparison.Ordinal);
        // what the workbook and the runbook ask by
        Assert.Contains("\"followup.key\":\"", got, StringComparison.Ordinal);
        Assert.Contains("_MS.links", got, StringComparison.Ordinal);
        NobodyIn(collector);
    }

    [Theory]
    [InlineData("followup")]
    [InlineData("name-in-azure", "--WEBSITE_SITE_NAME=name-in-azure")]
    [InlineData("name-of-the-service", "--OTEL_SERVICE_NAME=name-of-the-service", "--WEBSITE_SITE_NAME=name-in-azure")]
    public void A_service_has_a_name_whatever_is_set(string name, params string[] settings)
    {
        using var app = Program.CreateBuilder(
            ["--ServiceBus:fullyQualifiedNamespace=bus.example", "--Tables:serviceUri=https://tables.example/", .. settings]).Build();

        var resource = app.Services.GetRequiredService<TracerProvider>().GetResource();
        Assert.Equal(name, resource.Attributes.Single(attribute => attribute.Key == "service.name").Value);
    }

    private static void NobodyIn(Collector collector)
    {
        Assert.Contains(PersonKey.Of("carla-9"), collector.All, StringComparison.Ordinal); // it searched something
        foreach (var trace in (string[])["carla", "Silva", "nowhere.example"])
            Assert.DoesNotContain(trace, collector.All, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>One completion comes in and is scheduled; then everything is written out.</summary>
    private static async Task RunAsync(params string[] settings)
    {
        var ct = TestContext.Current.CancellationToken;
        await using var fixture = new SystemFixture { Settings = settings, BeginsOnMonday = true };
        await fixture.InitializeAsync();
        var program = await fixture.NewProgramAsync();
        await fixture.ImportPeopleAsync("id,email,name\ncarla-9,carla@nowhere.example,Carla Silva\n");
        await fixture.PostCompletionsAsync($$"""{"program":"{{program}}","learner":"carla-9","completedAt":"2026-11-20"}""");
        await fixture.System.DrainAsync(ct);
        var services = fixture.System.Services;
        Assert.True(services.GetRequiredService<TracerProvider>().ForceFlush());
        Assert.True(services.GetRequiredService<MeterProvider>().ForceFlush());
        Assert.True(services.GetRequiredService<LoggerProvider>().ForceFlush());
    }

    private sealed class Collector(WebApplication app) : IAsyncDisposable
    {
        private readonly ConcurrentQueue<(string Path, string Body)> requests = [];

        public Uri Address => new(app.Urls.Single());

        public string All => string.Join('\n', requests.Select(request => request.Body));

        public static async Task<Collector> StartAsync()
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
            var app = builder.Build();
            var collector = new Collector(app);
            app.Map("{**path}", collector.TakeAsync);
            await app.StartAsync(TestContext.Current.CancellationToken);
            return collector;
        }

        public string Got(string path) =>
            string.Join('\n', requests.Where(request => request.Path == path).Select(request => request.Body));

        public ValueTask DisposeAsync() => app.DisposeAsync();

        private async Task TakeAsync(HttpContext http)
        {
            var isZipped = http.Request.Headers.ContentEncoding == "gzip";
            await using var body = isZipped ? new GZipStream(http.Request.Body, CompressionMode.Decompress) : http.Request.Body;
            using var reader = new StreamReader(body, Encoding.UTF8);
            var text = await reader.ReadToEndAsync(http.RequestAborted);
            requests.Enqueue((http.Request.Path, text));
            var items = text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length;
            await http.Response.WriteAsJsonAsync(new { itemsReceived = items, itemsAccepted = items, errors = Array.Empty<string>() });
        }
    }
}
