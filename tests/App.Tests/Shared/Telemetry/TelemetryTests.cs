using System.Diagnostics;
using System.Globalization;
using Followup.Shared.Keys;
using Followup.Shared.Telemetry;

namespace Followup.Tests.Shared.Telemetry;

/// <summary>What an operator sees of a journey: three learners of one manager, from their completions until everything is closed.</summary>
public sealed class TelemetryTests(TelemetryJourney journey) : IClassFixture<TelemetryJourney>
{
    [Fact]
    public async Task A_followup_is_found_in_every_step_by_its_key_and_by_links_and_each_step_is_a_trace_of_its_own()
    {
        var ofLearners = (await journey.Weeks.InvitationsAsync()).Where(row => row.Mailing.Audience == Audience.Learner);
        var key = ofLearners.Single(row => row.LearnerKey == PersonKey.Of("e1")).Followup;

        var steps = journey.Spans.Where(span => span.GetTagItem("followup.key") as string == key.ToString()).ToList();
        Assert.Equal(["completion take", "followup schedule", "completion take" /* the duplicate */], Named(null));
        Assert.Equal(["invitation delivered", "response save", "invitation answered"], Named("learner"));
        Assert.Equal(["invitation delivered", "response save", "invitation answered"], Named("manager"));
        Assert.All(steps, span => Assert.Equal(FollowupTraces.ContextOf(key), Assert.Single(span.Links).Context));

        // taken, scheduled, mailed, delivered and answered: at least as many traces, none of which waits for weeks
        Assert.InRange(steps.Select(span => span.TraceId).Distinct().Count(), 5, steps.Count);
        Assert.All(journey.Spans, span => Assert.InRange(span.Duration, TimeSpan.Zero, TimeSpan.FromMinutes(1)));

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
    public void Every_invocation_and_every_call_of_the_provider_is_a_span_below_which_its_changes_are()
    {
        var call = journey.Spans.First(span => span.DisplayName == "mail send");
        Assert.Equal((ActivityKind.Client, "Accepted"), (call.Kind, call.GetTagItem("followup.outcome")));
        var mailing = journey.Above(call);
        Assert.Equal(("mailing invite", ActivityKind.Consumer), (mailing.DisplayName, mailing.Kind));
        Assert.Equal("function due", journey.Above(mailing).DisplayName);
        AllBelow("function mail-events", "invitation delivered");
        AllBelow("function page", "response save");
    }

    [Fact]
    public void Counts_agree_with_the_rows()
    {
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

        var lag = journey.Measured.Where(measured => measured.Name == "followup.invitations.lag").ToList();
        Assert.Equal(6, lag.Count);
        Assert.InRange(lag.Sum(measured => measured.Value), 0, 6 * 30); // seconds: on the minute, on the simulated clock too
    }

    [Fact]
    public void Nobody_is_named_in_traces_and_metrics_and_no_link_is_shown()
    {
        var ofSpans =
            from span in journey.SpansOfAll
            from tag in span.TagObjects
            select $"{span.DisplayName} {tag.Key} {tag.Value}";
        var ofMetrics =
            from measured in journey.MeasuredByAll
            from tag in measured.Tags
            select $"{measured.Name} {tag.Key} {tag.Value}";
        string[] told = [.. ofSpans, .. ofMetrics];
        Assert.Contains(told, text => text.Contains(PersonKey.Of("e1"), StringComparison.Ordinal));
        Assert.Contains(told, text => text.StartsWith("function people-import ", StringComparison.Ordinal));
        var tokens = journey.Weeks.Mails.SelectMany(mail => mail.Links).Select(link => link.Split('/')[^1]);
        foreach (var name in tokens.Concat(["weeks.example", "Learner e", "boss"]))
            Assert.DoesNotContain(told, text => text.Contains(name, StringComparison.OrdinalIgnoreCase));
        Assert.All(told, text => Assert.DoesNotMatch(@"\be[1-3]\b", text));
    }

    private void AllBelow(string above, string name)
    {
        var named = journey.Spans.Where(span => span.DisplayName == name).ToList();
        Assert.NotEmpty(named);
        Assert.All(named, span => Assert.Equal(above, journey.Above(span).DisplayName));
    }

    private double Sum(string name, string? tag = null, string? value = null) => journey.Measured
        .Where(measured => measured.Name == name)
        .Where(measured => tag is null || measured.Tags.Contains(new(tag, value)))
        .Sum(measured => measured.Value);

    private static string Traceparent(ActivityContext context) =>
        string.Create(CultureInfo.InvariantCulture, $"00-{context.TraceId}-{context.SpanId}-{(int)context.TraceFlags:x2}");
}
