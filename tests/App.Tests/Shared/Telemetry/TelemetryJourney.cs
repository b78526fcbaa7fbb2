using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Azure.Messaging.ServiceBus;
using Followup.Shared.Telemetry;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using OpenTelemetry;
using OpenTelemetry.Trace;

namespace Followup.Tests.Shared.Telemetry;

/// <param name="Scope">The factory of meters of the app that measured: one for each app of the process.</param>
public sealed record Measured(string Name, double Value, KeyValuePair<string, object?>[] Tags, object? Scope);

/// <summary>
/// Three learners of one manager, from their completions until everything is closed: one learner answers, and the manager for all three; a
/// repeat, a completion of nobody, and a message that nobody understands come in too. Sources and meters belong to the process, and
/// other tests' apps mail and count in it at any time, as a neighbor does here always; so spans are told apart by the program of their
/// follow-ups, and measurements by their factory.
/// </summary>
public sealed class TelemetryJourney : IAsyncLifetime
{
    private readonly ConcurrentQueue<Activity> spans = [];
    private readonly ConcurrentQueue<Measured> measured = [];
    private readonly MeterListener meters = new();
    private Weeks? neighbor;

    public TelemetryJourney()
    {
        meters.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == FollowupTraces.Name) listener.EnableMeasurementEvents(instrument);
        };
        meters.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Measure(instrument, value, tags));
        meters.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Measure(instrument, value, tags));
        meters.Start();
    }

    public Weeks Weeks { get; private set; } = null!;

    /// <summary>All spans of those traces in which something happens to a follow-up of the journey.</summary>
    public IReadOnlyList<Activity> Spans { get; private set; } = [];

    public IReadOnlyList<Measured> Measured { get; private set; } = [];

    /// <summary>Whatever any app of the process traced meanwhile: also imports and timers, which belong to no follow-up.</summary>
    public IReadOnlyList<Activity> SpansOfAll => [.. spans];

    /// <summary>Whatever any app of the process measured meanwhile.</summary>
    public IReadOnlyList<Measured> MeasuredByAll => [.. measured];

    /// <summary>The span of the journey below which this one is.</summary>
    public Activity Above(Activity span) => Spans.Single(above => above.SpanId == span.ParentSpanId);

    public async ValueTask InitializeAsync()
    {
        neighbor = await Weeks.StartAsync(learners: 1);
        await neighbor.UntilDueAsync();
        Weeks = await Weeks.StartAsync(learners: 3, services: services => services
            // the names of spans that an app with an exporter has; an exporter in memory is none by the settings
            .Configure<WorkerOptions>(worker => worker.Capabilities["WorkerOpenTelemetrySchemaVersion"] = "1.37.0")
            .ConfigureOpenTelemetryTracerProvider(traces => traces.AddProcessor(new Seeing(spans))));
        await Weeks.CompleteAsync(Weeks.Today, "e1", "nobody");
        await Weeks.RingAsync(new ServiceBusMessage("{}") { Subject = "followup-due/0" });
        await Task.WhenAll(Weeks.UntilDueAsync(), neighbor.AdvanceAsync(Period.FromDays(8)));
        await Weeks.AnswerAsync(Weeks.ToLearners.Single(mail => mail.To.StartsWith("e1@", StringComparison.Ordinal)));
        await Weeks.AnswerAsync(Weeks.ToManager.Single());
        await Weeks.AdvanceAsync(Period.FromDays(20));
        Spans = SpansOfJourney();
        Measured = MeasuredByJourney();
    }

    public async ValueTask DisposeAsync()
    {
        meters.Dispose();
        if (Weeks is not null) await Weeks.DisposeAsync();
        if (neighbor is not null) await neighbor.DisposeAsync();
    }

    private List<Activity> SpansOfJourney()
    {
        var traces = spans.Where(IsOfJourney).Select(span => span.TraceId).ToHashSet();
        return [.. spans.Where(span => traces.Contains(span.TraceId))];
    }

    private bool IsOfJourney(Activity span) =>
        span.GetTagItem("followup.key") is string key && key.StartsWith(Weeks.Program, StringComparison.Ordinal);

    private List<Measured> MeasuredByJourney()
    {
        var scope = Weeks.Service<IMeterFactory>();
        return [.. measured.Where(one => one.Scope == scope)];
    }

    private void Measure(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        measured.Enqueue(new(instrument.Name, value, tags.ToArray(), instrument.Meter.Scope));

    private sealed class Seeing(ConcurrentQueue<Activity> spans) : BaseProcessor<Activity>
    {
        public override void OnEnd(Activity data) => spans.Enqueue(data);
    }
}
