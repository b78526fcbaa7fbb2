using Followup.Shared.Json;
using Followup.Shared.Keys;
using Followup.Shared.Telemetry;

namespace Followup.Rows;

/// <summary>An invitation before it was changed. What has changed is told once it is written: one span a change, named by what it is now, and its count.</summary>
internal readonly struct InvitationChange(InvitationRow row)
{
    private readonly InvitationState state = row.State;
    private readonly (bool Sent, bool Delivered, bool Answered) was = (row.SentAt is not null, row.DeliveredAt is not null, row.AnsweredAt is not null);

    public void Tell(FollowupMetrics metrics)
    {
        var audience = row.Mailing.Audience;
        if (!was.Sent && row.SentAt is { } sentAt) metrics.Sent(audience, sentAt - row.DueAt);
        if (!was.Delivered && row.DeliveredAt is not null) metrics.Delivered(audience);
        if (!was.Answered && row.AnsweredAt is not null) metrics.Answered(audience);
        if (state == row.State) return;

        var now = Wire.NameOf(row.State);
        if (row.State is InvitationState.Closed or InvitationState.Undeliverable or InvitationState.OptedOut or InvitationState.Withdrawn) metrics.Lost(now);
        using var span = FollowupTraces.Start($"invitation {now}", row.Followup);
        span?.SetTag("followup.audience", audience.ToKey()).SetTag("followup.wave", row.Wave).SetTag("followup.reason", row.Reason);
    }
}
