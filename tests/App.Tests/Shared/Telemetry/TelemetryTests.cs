using System.Diagnostics;
using System.Globalization;
using Azure.Messaging.ServiceBus;
using Followup.Shared.Keys;
using Followup.Shared.Telemetry;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Followup.Tests.Shared.Telemetry;

/// <summary>What an operator sees of a journey: three learners of one manager, from their completions until everything is closed.</summary>
[Collection("alone")]
public sealed class TelemetryTests
{
    private readonly List<Activity> spans = [];
    private readonly List<MetricSnapshot> metrics = [];

    [Fact]
    public async Task A_followup_is_found_in_every_step_by_its_key_and_by_links_and_each_step_is_a_trace_of_its_own()
    {
        await using var weeks = await JourneyAsync();
        var ofLearners = (await weeks.InvitationsAsync()).Where(row => row.Mailing.Audience == Audience.Learner);
        var key = ofLearners.Single(row => row.LearnerKey == PersonKey.Of("e1")).Followup;

        var steps = Seen().Where(span => span.GetTagItem("followup.key") as string == key.ToString()).ToList();
        Assert.Equal(["completion take", "followup schedule", "completion take" /* the duplicate */], Named(null));
        Assert.Equal(["invitation delivered", "response save", "invitation answered"], Named("learner"));
        Assert.Equal(["invitation delivered", "response save", "invitation answered"], Named("manager"));
        Assert.All(steps, span => Assert.Equal(FollowupTraces.ContextOf(key), Assert.Single(span.Links).Context));

        // taken, scheduled, mailed, delivered and answered: at least as many traces, none of which waits for weeks
        Assert.InRange(steps.Select(span => span.TraceId).Distinct().Count(), 5, steps.Count);
        Assert.All(Seen(), span => Assert.InRange(span.Duration, TimeSpan.Zero, TimeSpan.FromMinutes(1)));

        // the provider's word that it is delivered may come before our own mark that it is sent: then that step is left out
        IEnumerable<string> Named(string? audience) => steps
            .Where(span => span.GetTagItem("followup.audience") as string == audience && span.DisplayName != "invitation sent")
            .OrderBy(span => span.StartTimeUtc).Select(span => span.DisplayName);
    }

    [Fact]
    public void The_context_that_steps_link_to_is_the_same_in_every_release() => Assert.Equal(
        "00-7d277cddca00e173c5fd987336b55f0b-32d7ea6356870f1c-01",
        Traceparent(FollowupTraces.ContextOf(new("ai-eval", "aaaaaaaaaaaaaaaaaaaa", new(2026, 1, 5)))));

    [Fact]
    public async Task Every_invocation_and_every_call_of_the_provider_is_a_span_below_which_its_changes_are()
    {
        await using var weeks = await JourneyAsync();

        var call = Seen().First(span => span.DisplayName == "mail send");
        Assert.Equal((ActivityKind.Client, "Accepted"), (call.Kind, call.GetTagItem("followup.outcome")));
        var mailing = Seen().Single(span => span.SpanId == call.ParentSpanId);
        Assert.Equal(("mailing invite", ActivityKind.Consumer), (mailing.DisplayName, mailing.Kind));
        Assert.Equal("function due", Seen().Single(span => span.SpanId == mailing.ParentSpanId).DisplayName);
        Assert.All(
            Seen().Where(span => span.DisplayName == "invitation delivered"),
            span => Assert.Equal("function mail-events", Seen().Single(parent => parent.SpanId == span.ParentSpanId).DisplayName));
        Assert.Contains(Seen(), span => span.DisplayName == "function page");
    }

    [Fact]
    public async Task Counts_agree_with_the_rows()
    {
        await using var weeks = await JourneyAsync();
        weeks.Service<MeterProvider>().ForceFlush();

        Assert.Equal(3, Sum("followup.completions.received", "verdict", "accepted"));
        Assert.Equal(1, Sum("followup.completions.received", "verdict", "duplicate"));
        Assert.Equal(1, Sum("followup.completions.received", "verdict", "rejected"));
        Assert.Equal(3, Sum("followup.followups.scheduled"));
        Assert.Equal(3, Sum("followup.mailings.due", "audience", "learner"));
        Assert.Equal(1, Sum("followup.mailings.due", "audience", "manager"));
        Assert.Equal(3, Sum("followup.invitations.sent", "audience", "learner"));
        Assert.Equal(3, Sum("followup.invitations.sent", "audience", "manager"));
        Assert.Equal(3, Sum("followup.invitations.delivered", "audience", "manager"));
        Assert.Equal(1, Sum("followup.invitations.answered", "audience", "learner"));
        Assert.Equal(3, Sum("followup.invitations.answered", "audience", "manager"));
        Assert.Equal(2, Sum("followup.invitations.lost", "reason", "closed"));
        Assert.Equal(1, Sum("followup.messages.deadlettered", "queue", "due"));

        var lag = Points("followup.invitations.lag", null, null).ToList();
        Assert.Equal(6, lag.Sum(point => point.GetHistogramCount()));
        Assert.InRange(lag.Sum(point => point.GetHistogramSum()), 0, 6 * 30); // seconds: on the minute, on the simulated clock too
    }

    [Fact]
    public async Task Nobody_is_named_in_traces_and_metrics_and_no_link_is_shown()
    {
        await using var weeks = await JourneyAsync();
        weeks.Service<MeterProvider>().ForceFlush();

        var ofSpans =
            from span in Seen()
            from tag in span.TagObjects
            select $"{span.DisplayName} {tag.Key} {tag.Value}";
        var ofMetrics =
            from metric in metrics
            from point in metric.MetricPoints
            from tag in Tags(point)
            select $"{metric.Name} {tag.Key} {tag.Value}";
        string[] told = [.. ofSpans, .. ofMetrics];
        Assert.Contains(told, text => text.Contains(PersonKey.Of("e1"), StringComparison.Ordinal));
        var tokens = weeks.Mails.SelectMany(mail => mail.Links).Select(link => link.Split('/')[^1]);
        foreach (var name in tokens.Concat(["weeks.example", "Learner e", "boss"]))
            Assert.DoesNotContain(told, text => text.Contains(name, StringComparison.OrdinalIgnoreCase));
        Assert.All(told, text => Assert.DoesNotMatch(@"\be[1-3]\b", text));
    }

    /// <summary>
    /// One learner answers, and the manager for all three; a repeat, a completion of nobody, and a message that nobody understands come in
    /// too.
    /// </summary>
    private async Task<Weeks> JourneyAsync()
    {
        var weeks = await Weeks.StartAsync(learners: 3, services: services => services
            // the names of spans that an app with an exporter has; an exporter in memory is none by the settings
            .Configure<WorkerOptions>(worker => worker.Capabilities["WorkerOpenTelemetrySchemaVersion"] = "1.37.0")
            .ConfigureOpenTelemetryTracerProvider(traces => traces.AddInMemoryExporter(spans))
            .ConfigureOpenTelemetryMeterProvider(meters => meters.AddInMemoryExporter(metrics)));
        await weeks.CompleteAsync(weeks.Today, "e1", "nobody");
        await weeks.RingAsync(new ServiceBusMessage("{}") { Subject = "followup-due/0" });
        await weeks.UntilDueAsync();
        await Weeks.AnswerAsync(weeks.ToLearners.Single(mail => mail.To.StartsWith("e1@", StringComparison.Ordinal)));
        await Weeks.AnswerAsync(weeks.ToManager.Single());
        await weeks.AdvanceAsync(Period.FromDays(20));
        return weeks;
    }

    private IEnumerable<Activity> Seen()
    {
        lock (spans) return [.. spans];
    }

    private long Sum(string name, string? tag = null, string? value = null) =>
        Points(name, tag, value).Sum(point => point.GetSumLong());

    private IEnumerable<MetricPoint> Points(string name, string? tag, string? value)
    {
        var points = metrics.Last(metric => metric.Name == name).MetricPoints;
        return points.Where(point =>
            tag is null || Tags(point).Any(pair => pair.Key == tag && (string?)pair.Value == value));
    }

    private static IEnumerable<KeyValuePair<string, object?>> Tags(MetricPoint point)
    {
        foreach (var tag in point.Tags) yield return tag;
    }

    private static string Traceparent(ActivityContext context) =>
        string.Create(CultureInfo.InvariantCulture, $"00-{context.TraceId}-{context.SpanId}-{(int)context.TraceFlags:x2}");
}
