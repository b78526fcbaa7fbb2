using System.Diagnostics.Metrics;
using Followup.Shared.Keys;

namespace Followup.Shared.Telemetry;

/// <summary>
/// What an operator watches. Each counts a change of a row when the row is written, so that a repeated message counts nothing twice; a
/// crash between the write and the count loses one. The rows are the truth, and results come from them.
/// </summary>
public sealed class FollowupMetrics
{
    private readonly Counter<long> received, scheduled, due, sent, delivered, answered, lost, deadLettered;
    private readonly Histogram<double> lag;

    public FollowupMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(FollowupTraces.Name);
        received = meter.CreateCounter<long>("followup.completions.received", "{completion}");
        scheduled = meter.CreateCounter<long>("followup.followups.scheduled", "{followup}");
        due = meter.CreateCounter<long>("followup.mailings.due", "{mailing}");
        lag = meter.CreateHistogram<double>("followup.invitations.lag", "s");
        sent = meter.CreateCounter<long>("followup.invitations.sent", "{invitation}");
        delivered = meter.CreateCounter<long>("followup.invitations.delivered", "{invitation}");
        answered = meter.CreateCounter<long>("followup.invitations.answered", "{invitation}");
        lost = meter.CreateCounter<long>("followup.invitations.lost", "{invitation}");
        deadLettered = meter.CreateCounter<long>("followup.messages.deadlettered", "{message}");
    }

    /// <summary>Completions that came in, by verdict: accepted, duplicate or rejected.</summary>
    public void Received(string verdict, int count) => received.Add(count, new KeyValuePair<string, object?>("verdict", verdict));

    /// <summary>So many follow-ups have their invitations and alarms.</summary>
    public void Scheduled(int count) => scheduled.Add(count);

    /// <summary>An invitation mail was due, and is tried; each further try counts again.</summary>
    public void Due(Audience audience) => due.Add(1, Of(audience));

    /// <summary>The mail provider took an invitation mail.</summary>
    /// <param name="lag">The time since the mail was due.</param>
    public void Sent(Audience audience, TimeSpan lag)
    {
        sent.Add(1, Of(audience));
        this.lag.Record(lag.TotalSeconds, Of(audience));
    }

    /// <summary>The recipient's server took an invitation mail.</summary>
    public void Delivered(Audience audience) => delivered.Add(1, Of(audience));

    public void Answered(Audience audience) => answered.Add(1, Of(audience));

    /// <summary>An invitation ended without an answer.</summary>
    /// <param name="reason">closed, undeliverable, opted-out or withdrawn.</param>
    public void Lost(string reason) => lost.Add(1, new KeyValuePair<string, object?>("reason", reason));

    /// <summary>
    /// A message that we could not understand. What the bus itself gives up on is in its own metric DeadletteredMessages.
    /// </summary>
    public void DeadLettered(string queue) => deadLettered.Add(1, new KeyValuePair<string, object?>("queue", queue));

    private static KeyValuePair<string, object?> Of(Audience audience) => new("audience", audience.ToKey());
}
