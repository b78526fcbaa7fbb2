using Followup.Results.Counts;
using Followup.Rows;
using Followup.Shared.Keys;
using NodaTime;

namespace Followup.Tests.Results.Counts;

/// <summary>Who was asked and has answered, waves that nobody was asked in, and completions that were taken back.</summary>
public sealed class CountingTests
{
    private const Audience Learner = Audience.Learner, Manager = Audience.Manager;

    private static readonly FollowupKey Key = new("ai-eval", PersonKey.Of("e1"), new(2026, 1, 5));

    [Theory]
    [InlineData("P42D", true, 0, 1)] // the learner is asked, and no manager is known
    [InlineData("P90D", true, 1, 0)] // added after they completed
    [InlineData("P42D", false, 1, 0)] // the day of the wave had passed for a later one
    public void A_wave_that_was_never_planned_is_not_asked(string wave, bool isPlanned, int notAsked, int noRecipient)
    {
        InvitationRow[] invitations = isPlanned ? [Invitation(Learner, "P42D")] : [];


        Assert.Equal(
            (1, notAsked, noRecipient),
            (Of(Manager, FunnelStep.Completed), Of(Manager, FunnelStep.NotAsked), Of(Manager, FunnelStep.NoRecipient)));
        var isAsked = isPlanned && wave == "P42D";
        Assert.Equal(
            (isAsked ? 0 : 1, 0, isAsked ? 1 : 0),
            (Of(Learner, FunnelStep.NotAsked), Of(Learner, FunnelStep.NoRecipient), Of(Learner, FunnelStep.Scheduled)));

        int Of(Audience audience, FunnelStep step) => CountsOf(wave, audience, FollowupState.Scheduled, invitations)[(int)step];
    }

    [Theory]
    [InlineData(FollowupState.Withdrawn, 1)]
    [InlineData(FollowupState.Received, 0)] // nobody knows yet
    public void A_follow_up_without_a_plan_is_asked_by_nobody_or_not_yet(FollowupState state, int notAsked)
    {
        var learners = CountsOf("P42D", Learner, state, []);

        Assert.Equal((1, notAsked), (learners[(int)FunnelStep.Completed], learners[(int)FunnelStep.NotAsked]));
        Assert.Equal(0, CountsOf("P42D", Manager, state, [])[(int)FunnelStep.NoRecipient]);
    }

    [Fact]
    public void What_was_taken_back_counts_nowhere()
    {
        var counted = Counting.Of(
            Samples.Program with { Waves = ["P42D"] },
            [Followup(FollowupState.TakenBack)],
            new HashSet<ResponseKey> { new(Key, "P42D", Learner) },
            [Invitation(Learner, "P42D")]);

        Assert.All(counted.Of("P42D", Learner), count => Assert.Equal(0, count));
    }

    [Theory]
    [InlineData(InvitationState.Closed, FunnelStep.Closed)]
    [InlineData(InvitationState.Undeliverable, FunnelStep.Undeliverable)]
    [InlineData(InvitationState.OptedOut, FunnelStep.OptedOut)]
    [InlineData(InvitationState.Withdrawn, FunnelStep.Withdrawn)]
    [InlineData(InvitationState.Delivered, null)]
    public void An_invitation_counts_how_far_it_came_and_an_answer_before_its_ending(InvitationState state, FunnelStep? ending)
    {
        var invitation = Invitation(Learner, "P42D");
        (invitation.State, invitation.SentAt) = (state, DateTimeOffset.UnixEpoch);

        Assert.Equal(ending, EndingOf(isAnswered: false));
        Assert.Equal(FunnelStep.Answered, EndingOf(isAnswered: true));

        FunnelStep? EndingOf(bool isAnswered)
        {
            var answered = isAnswered ? new HashSet<ResponseKey> { new(Key, "P42D", Learner) } : [];
            var counts = Counting
                .Of(Samples.Program, [Followup(FollowupState.Scheduled)], answered, [invitation])
                .Of("P42D", Learner);
            Assert.Equal((1, 1, 1), (Of(FunnelStep.Completed), Of(FunnelStep.Scheduled), Of(FunnelStep.Sent)));
            FunnelStep[] endings =
                [FunnelStep.Answered, FunnelStep.Closed, FunnelStep.Undeliverable, FunnelStep.OptedOut, FunnelStep.Withdrawn];
            var found = endings.Where(step => Of(step) > 0).ToList();
            return found.Count == 0 ? null : Assert.Single(found);

            int Of(FunnelStep step) => counts[(int)step];
        }
    }

    private static int[] CountsOf(string wave, Audience audience, FollowupState state, IReadOnlyList<InvitationRow> invitations)
    {
        var program = Samples.Program with { Waves = ["P42D", "P90D"] };
        return [.. Counting.Of(program, [Followup(state)], new HashSet<ResponseKey>(), invitations).Of(wave, audience)];
    }

    private static FollowupRow Followup(FollowupState state) => new() { PartitionKey = Key.Partition, RowKey = Key.Row, State = state };

    private static InvitationRow Invitation(Audience audience, string wave)
    {
        var mailing = new MailingKey(new LocalDate(2026, 2, 16), audience, Key.LearnerKey);
        return new()
        {
            PartitionKey = mailing.Partition,
            RowKey = mailing.InvitationRow(Key.ProgramId, Key.LearnerKey, wave),
            CompletedOn = LocalDateText.Iso(Key.CompletedOn),
        };
    }
}
