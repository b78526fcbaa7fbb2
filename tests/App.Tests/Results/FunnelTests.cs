using Followup.Invitations;
using Followup.Results;

namespace Followup.Tests.Results;

public sealed class FunnelTests
{
    private static readonly DateTimeOffset Then = new(2026, 2, 16, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Every_invitation_is_found_again_with_how_far_it_came()
    {
        InvitationRow[] rows =
        [
            new() { State = InvitationState.Scheduled },
            new() { State = InvitationState.Sent, SentAt = Then },
            new() { State = InvitationState.Delivered, SentAt = Then, DeliveredAt = Then },
            new() { State = InvitationState.Answered, SentAt = Then, DeliveredAt = Then, AnsweredAt = Then },
            new() { State = InvitationState.Answered, SentAt = Then, AnsweredAt = Then },
            new() { State = InvitationState.Closed, SentAt = Then },
            new() { State = InvitationState.Undeliverable, Reason = "The address does not exist." },
            new() { State = InvitationState.OptedOut },
            new() { State = InvitationState.Withdrawn },
        ];

        Assert.Equal(
            new Funnel(Completed: 10, Scheduled: 9, Sent: 5, Delivered: 2, Answered: 2, Closed: 1, Undeliverable: 1, OptedOut: 1, Withdrawn: 1),
            Funnel.Of(10, rows));
    }
}
