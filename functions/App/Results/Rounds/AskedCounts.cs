using Followup.Rows;
using Followup.Shared.Keys;

namespace Followup.Results.Rounds;

/// <summary>Who was asked and can answer no more, by group and of all, and who did: as a scan goes by.</summary>
internal sealed class AskedCounts(DateTimeOffset cutoff, IEnumerable<StreamState> streams)
{
    private sealed record Group(string Wave, Audience Audience, CountsIn? CountsIn, string Name);

    // whose page had closed by then was in the group as it moved to the others: each stream moves by itself, so those who also answered on
    // the day of completion may have moved, and those who did not have not
    private readonly Dictionary<(Group Group, bool HasEarlier), DateTimeOffset> movedUntil = streams
        .Where(state => state.MovedUntil != default)
        .GroupBy(state => (
            new Group(state.Key.Wave, state.Key.Audience, state.Key.CountsIn, state.Key.Group), state.Key.HasEarlier))
        .ToDictionary(group => group.Key, group => group.Max(state => state.MovedUntil));

    private sealed class Counts
    {
        public Dictionary<string, int> ByPerson { get; } = [];
        public HashSet<string> Answering { get; } = [];
    }

    private readonly Dictionary<Group, Counts> counts = [];

    /// <param name="hasEarlier">
    /// Whether the same person answered on the day of completion: in which stream the answer is, or would be.
    /// </param>
    public void Add(FollowupRow followup, InvitationRow invitation, bool hasEarlier)
    {
        var countsIn = invitation.CountsIn ?? CountsIn.Department;
        if (invitation.SentAt is null && invitation.State != InvitationState.Answered) return;
        if (invitation.State == InvitationState.Withdrawn || invitation.ClosesAt > cutoff) return;
        var (wave, audience) = (invitation.Wave, invitation.Mailing.Audience);
        var person = invitation.Mailing.RecipientKey;
        var name = FinalAnswers.GroupOf(countsIn, followup.Department, followup.Role);
        var own = new Group(wave, audience, countsIn, name);
        if (invitation.ClosesAt <= movedUntil.GetValueOrDefault((own, hasEarlier))) own = new(wave, audience, CountsIn.Others, "");
        foreach (var group in new[] { own, new(wave, audience, null, "") })
        {
            var byPerson = Of(group).ByPerson;
            byPerson[person] = byPerson.GetValueOrDefault(person) + 1;
        }
    }

    /// <param name="stream">In which the answer takes part.</param>
    public void AddAnswer(StreamKey stream, string person)
    {
        // of learners the number of answers says as much
        if (stream.Audience == Audience.Learner) return;
        Of(new(stream.Wave, stream.Audience, stream.CountsIn, stream.Group)).Answering.Add(person);
        Of(new(stream.Wave, stream.Audience, null, "")).Answering.Add(person);
    }

    /// <param name="movedIn">Of others: groups that move in on this day.</param>
    public Asked OfGroup(StreamKey stream, IEnumerable<string> movedIn)
    {
        var own = new Group(stream.Wave, stream.Audience, stream.CountsIn, stream.Group);
        var moved =
            from name in movedIn
            from kind in new[] { CountsIn.Department, CountsIn.Role }
            select own with { CountsIn = kind, Name = name };
        return AskedOf([own, .. moved]);
    }

    public Asked OfAll(StreamKey stream) => AskedOf([new(stream.Wave, stream.Audience, null, "")]);

    private Asked AskedOf(IEnumerable<Group> groups)
    {
        var found = groups.Where(counts.ContainsKey).Select(group => counts[group]).ToList();
        var byPerson = found
            .SelectMany(one => one.ByPerson)
            .GroupBy(one => one.Key, one => one.Value)
            .Select(person => (long)person.Sum())
            .ToList();
        var answering = found.SelectMany(one => one.Answering).Distinct().Count();
        return new((int)byPerson.Sum(), byPerson.Sum(count => count * count), answering);
    }

    private Counts Of(Group group)
    {
        if (!counts.TryGetValue(group, out var found)) counts[group] = found = new();
        return found;
    }
}
