using Followup.Programs;
using Followup.Rows;
using Followup.Shared.Keys;

namespace Followup.Results.Counts;

/// <summary>Counts how far the invitations of one program's month came: a pure function, so counting twice gives the same.</summary>
public static class Counting
{
    /// <param name="answered">Whether there is an answer, by follow-up, wave and audience.</param>
    public static Participation Of(
        ProgramDefinition program,
        IEnumerable<FollowupRow> followups,
        IReadOnlySet<ResponseKey> answered,
        IEnumerable<InvitationRow> invitations)
    {
        var completions = followups.Where(row => row.State != FollowupState.TakenBack).ToDictionary(row => row.Key);
        // a follow-up that went from one manager to another has two invitations: the one that still stands counts
        var asked = invitations
            .Where(row => completions.ContainsKey(row.Followup))
            .GroupBy(row => new ResponseKey(row.Followup, row.Wave, row.Mailing.Audience))
            .ToDictionary(group => group.Key, LatestThatStands);
        var waves = program.Waves
            .Union(asked.Keys.Select(key => key.Wave))
            .Order(StringComparer.Ordinal)
            .Select(wave => new WaveParticipation(wave, Count(wave, Audience.Learner), Count(wave, Audience.Manager)));
        return new([.. waves]);

        int[] Count(string wave, Audience audience)
        {
            var counts = new int[WaveParticipation.Steps];
            foreach (var followup in completions.Values)
            {
                counts[(int)FunnelStep.Completed]++;
                var key = new ResponseKey(followup.Key, wave, audience);
                if (asked.GetValueOrDefault(key) is { } invitation) CountInvitation(counts, invitation, answered.Contains(key));
                else CountNobody(counts, followup, isPlanned: asked.ContainsKey(key with { Audience = Audience.Learner }));
            }
            return counts;
        }
    }

    public static InvitationRow LatestThatStands(IEnumerable<InvitationRow> ofOneQuestion) => ofOneQuestion
        .OrderBy(row => row.State == InvitationState.Withdrawn)
        .ThenByDescending(row => row.PartitionKey, StringComparer.Ordinal)
        .First();

    /// <param name="isPlanned">Whether the wave was planned for the completion, which shows in that its learner is asked.</param>
    private static void CountNobody(int[] counts, FollowupRow followup, bool isPlanned)
    {
        if (followup.State == FollowupState.Received) return;
        var isAsked = followup.State == FollowupState.Scheduled && isPlanned;
        counts[(int)(isAsked ? FunnelStep.NoRecipient : FunnelStep.NotAsked)]++;
    }

    private static void CountInvitation(int[] counts, InvitationRow invitation, bool isAnswered)
    {
        counts[(int)FunnelStep.Scheduled]++;
        if (invitation.SentAt is not null || isAnswered) counts[(int)FunnelStep.Sent]++;
        if (invitation.DeliveredAt is not null) counts[(int)FunnelStep.Delivered]++;
        if (isAnswered) counts[(int)FunnelStep.Answered]++;
        else if (EndingOf(invitation.State) is { } ending) counts[(int)ending]++;
    }

    private static FunnelStep? EndingOf(InvitationState state) => state switch
    {
        InvitationState.Closed => FunnelStep.Closed,
        InvitationState.Undeliverable => FunnelStep.Undeliverable,
        InvitationState.OptedOut => FunnelStep.OptedOut,
        InvitationState.Withdrawn => FunnelStep.Withdrawn,
        _ => null,
    };
}
