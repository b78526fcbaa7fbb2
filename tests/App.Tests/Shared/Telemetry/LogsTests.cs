using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Followup.Tests.Shared.Telemetry;

/// <summary>Logs reach those who watch the app, and show no token of a link, because anybody who has a token is let in.</summary>
public sealed class LogsTests
{
    private static readonly string[] Needed =
    [
        "--ServiceBus:fullyQualifiedNamespace=sb-followup-dev.servicebus.windows.net",
        "--Tables:serviceUri=https://stfollowupdev.table.core.windows.net/",
    ];

    [Fact]
    public async Task No_line_scope_or_value_shows_the_token_of_a_link()
    {
        using var logs = new RecordedLogs();
        await using var weeks = await Weeks.StartAsync(
            learners: 1, services: services => services.AddSingleton<ILoggerProvider>(logs),
            settings: ["--Logging:Recorded:LogLevel:Default=Trace"]);
        await weeks.UntilDueAsync();
        var mail = weeks.ToLearners.Single();
        Uri[] links = [Weeks.PageOf(mail), Weeks.StopOf(mail)];

        foreach (var link in links) (await weeks.OpenAsync(link)).Dispose();
        (await weeks.PostAsync(links[1], "[name=what]", ("what", "ALL"))).Dispose();

        Assert.Contains(logs.Lines, line => line.StartsWith("Debug ", StringComparison.Ordinal)); // the setting counts
        foreach (var token in links.Select(link => link.Segments[^1]))
        {
            Assert.DoesNotContain(logs.Lines, line => line.Contains(token, StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("Logging:LogLevel:Default")]
    [InlineData("Logging:LogLevel:Microsoft.AspNetCore")]
    [InlineData("Logging:LogLevel:Microsoft.AspNetCore.Hosting.Diagnostics")]
    [InlineData("Logging:Recorded:LogLevel:Default")]
    [InlineData("Logging:Recorded:LogLevel:System.Net.Http.HttpClient")]
    public void No_setting_brings_addresses_of_requests_back(string setting)
    {
        using var logs = new RecordedLogs();
        using var app = Build(services => services.AddSingleton<ILoggerProvider>(logs), $"--{setting}=Trace");
        var loggers = app.Services.GetRequiredService<ILoggerFactory>();

        // the scope of this category holds the path, and so do other categories' lines in it: so the category is to say nothing at all
        Assert.False(loggers.CreateLogger("Microsoft.AspNetCore.Hosting.Diagnostics").IsEnabled(LogLevel.Critical));
        Assert.False(loggers.CreateLogger("Microsoft.AspNetCore.Routing.Matching.DfaMatcher").IsEnabled(LogLevel.Information));
        Assert.False(loggers.CreateLogger("System.Net.Http.HttpClient.any.LogicalHandler").IsEnabled(LogLevel.Information));
        Assert.True(loggers.CreateLogger("Microsoft.AspNetCore.Server.Kestrel").IsEnabled(LogLevel.Warning));
    }

    /// <summary>With this capability the worker sends its host no id of the invocation, and what has none is dropped there.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true, "--OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:1")]
    [InlineData(true, "--APPLICATIONINSIGHTS_CONNECTION_STRING=InstrumentationKey=00000000-0000-0000-0000-000000000001")]
    public void What_the_host_gets_names_its_invocation_unless_logs_go_out_by_themselves(bool byThemselves, params string[] settings)
    {
        using var app = Build(_ => { }, settings);

        var capabilities = app.Services.GetRequiredService<IOptions<WorkerOptions>>().Value.Capabilities;
        Assert.Equal(byThemselves, capabilities.ContainsKey("WorkerOpenTelemetrySchemaVersion"));
    }

    private static IHost Build(Action<IServiceCollection> add, params string[] settings)
    {
        var builder = Program.CreateBuilder([.. Needed, .. settings]);
        add(builder.Services);
        return builder.Build();
    }
}
