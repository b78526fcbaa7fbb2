using Followup.Mailing;
using Followup.Rows;

namespace Followup.Tests.Rows;

/// <summary>What changes an invitation's state, where the ways through the system do not easily lead.</summary>
public sealed class InvitationStatesTests
{
    private static readonly DateTimeOffset First = new(2026, 2, 16, 9, 0, 0, TimeSpan.Zero), Later = First.AddDays(3);

    [Fact]
    public void A_mail_that_is_sent_again_counts_from_then_on()
    {
        // bounced, and put back by hand as the runbook does it
        var row = new InvitationRow { State = InvitationState.Scheduled, SentAt = First, ProviderMessageId = "bounced" };

        row.Claim("attempt", Later);
        row.MarkSent(Later, "arrived");

        Assert.Equal((InvitationState.Sent, Later, "arrived"), (row.State, row.SentAt, row.ProviderMessageId));
    }

    [Fact]
    public void An_event_keeps_what_is_known_of_the_call()
    {
        var row = new InvitationRow { State = InvitationState.Unknown, SentAt = First, ProviderMessageId = "of-the-call" };

        row.ConfirmSent(Later, "of-the-event");
        row.ConfirmDelivered(Later, "of-the-event");

        Assert.Equal(
            (InvitationState.Delivered, First, Later, "of-the-call"),
            (row.State, row.SentAt, row.DeliveredAt, row.ProviderMessageId));
    }

    [Theory]
    [InlineData(InvitationState.Answered)]
    [InlineData(InvitationState.Closed)]
    [InlineData(InvitationState.Undeliverable)]
    [InlineData(InvitationState.OptedOut)]
    [InlineData(InvitationState.Withdrawn)]
    public void What_is_answered_or_ended_stays_so_when_its_mail_is_delivered(InvitationState state)
    {
        var row = new InvitationRow { State = state };

        row.ConfirmDelivered(Later, "id");

        Assert.Equal((state, Later), (row.State, row.DeliveredAt));
    }

    [Theory]
    [InlineData(19, false)] // hours since the mail
    [InlineData(21, true)]
    [InlineData(null, false)] // brought back by hand: nobody knows when it went out
    public void A_reminder_keeps_its_distance_from_the_last_mail(int? hours, bool isDue)
    {
        var row = new InvitationRow
        {
            State = InvitationState.Sent,
            SentAt = hours is { } known ? Later.AddHours(-known) : null,
            ClosesAt = Later.AddDays(10),
        };

        Assert.Equal(isDue, ReminderSchedule.IsDue(row, number: 1, Later));
    }
}
