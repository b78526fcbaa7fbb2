using Followup.Results.Counts;
using Followup.Rows;
using Followup.Shared.Keys;
using NodaTime;
using static Followup.Tests.Results.Organization;

namespace Followup.Tests.Results.Counts;

/// <summary>Waves that nobody was asked in, and completions that were taken back.</summary>
public sealed class CountingNotAskedTests
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

        var tally = TallyOf(wave, FollowupState.Scheduled, invitations);

        Assert.Equal(
            (1, notAsked, noRecipient),
            (Of(Manager, FunnelStep.Completed), Of(Manager, FunnelStep.NotAsked), Of(Manager, FunnelStep.NoRecipient)));
        var isAsked = isPlanned && wave == "P42D";
        Assert.Equal(
            (isAsked ? 0 : 1, 0, isAsked ? 1 : 0),
            (Of(Learner, FunnelStep.NotAsked), Of(Learner, FunnelStep.NoRecipient), Of(Learner, FunnelStep.Scheduled)));

        int Of(Audience audience, FunnelStep step) => tally[audience, step];
    }

    [Theory]
    [InlineData(FollowupState.Withdrawn, 1)]
    [InlineData(FollowupState.Received, 0)] // nobody knows yet
    public void A_follow_up_without_a_plan_is_asked_by_nobody_or_not_yet(FollowupState state, int notAsked)
    {
        var tally = TallyOf("P42D", state, []);

        Assert.Equal((1, notAsked), (tally[Learner, FunnelStep.Completed], tally[Learner, FunnelStep.NotAsked]));
        Assert.Equal(0, tally[Manager, FunnelStep.NoRecipient]);
    }

    [Fact]
    public void What_was_taken_back_counts_nowhere()
    {
        var counted = Counting.Of(
            Definition with { Waves = ["P42D"] },
            [Followup(FollowupState.TakenBack)],
            [new() { PartitionKey = Key.Partition, RowKey = Key.ResponseRow("P42D", Learner), Json = """{"example":"Words"}""" }],
            [Invitation(Learner, "P42D")]);

        Assert.Empty(Assert.Single(counted).Cells);
        Assert.Empty(counted[0].Comments);
    }

    private static Tally TallyOf(string wave, FollowupState state, IReadOnlyList<InvitationRow> invitations)
    {
        var counted = Counting.Of(Definition with { Waves = ["P42D", "P90D"] }, [Followup(state)], [], invitations);
        return Assert.Single(counted.Single(one => one.Wave == wave).Cells).Tally;
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
