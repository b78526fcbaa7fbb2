using Followup.Shared.Json;
using Followup.Shared.Keys;
using Followup.Shared.Telemetry;

namespace Followup.Rows;

/// <summary>
/// An invitation before it was changed. Once the change is written it is counted and traced: one span a change of state, named by the new
/// one.
/// </summary>
internal readonly struct InvitationChange(InvitationRow row)
{
    private readonly InvitationState state = row.State;
    private readonly bool wasSent = row.SentAt is not null;
    private readonly bool wasDelivered = row.DeliveredAt is not null;
    private readonly bool wasAnswered = row.AnsweredAt is not null;

    public void Tell(FollowupMetrics metrics)
    {
        var audience = row.Mailing.Audience;
        if (!wasSent && row.SentAt is { } sentAt) metrics.Sent(audience, sentAt - row.DueAt);
        if (!wasDelivered && row.DeliveredAt is not null) metrics.Delivered(audience);
        if (!wasAnswered && row.AnsweredAt is not null) metrics.Answered(audience);
        if (state == row.State) return;

        var now = Wire.NameOf(row.State);
        if (row.HasEndedUnanswered) metrics.Lost(now);
        using var span = FollowupTraces.Start($"invitation {now}", row.Followup);
        span?.SetTag("followup.audience", audience.ToKey())
            .SetTag("followup.wave", row.Wave)
            .SetTag("followup.reason", row.Reason);
    }
}
