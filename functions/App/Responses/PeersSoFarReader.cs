using System.Collections.Concurrent;
using Followup.Programs;
using Followup.Responses.Pages;
using Followup.Rows;
using Followup.Shared.Keys;
using Followup.Shared.Storage;

namespace Followup.Responses;

/// <summary>
/// Reads what peers answered: one partition, and of that a thousand rows. Row keys begin with hashes of people, so the first thousand are a
/// fair sample. What many rows say is kept for a minute: on the morning of a large program everybody would read them again.
/// </summary>
public sealed class PeersSoFarReader(Tables tables, TimeProvider time)
{
    private const int MostRows = 1000;
    private const int Many = 100;

    private static readonly TimeSpan KeptFor = TimeSpan.FromMinutes(1);

    private readonly record struct Group(string Partition, string Wave, int Version);

    private readonly ConcurrentDictionary<Group, (PeersSoFar Peers, DateTimeOffset ReadAt)> kept = [];

    public async Task<PeersSoFar> OfAsync(InvitationRow invitation, StoredProgram program, CancellationToken ct)
    {
        var key = new Group(invitation.Followup.Partition, invitation.Wave, program.Version);
        var now = time.GetUtcNow();
        if (kept.TryGetValue(key, out var last) && now < last.ReadAt + KeptFor) return last.Peers;

        var rows = await tables.Responses
            .RangeAsync<ResponseRow>(invitation.Followup.Partition, "", ct)
            .Take(MostRows)
            .ToListAsync(ct);
        var ofPeers = rows.Where(row => row.Wave == invitation.Wave && row.Audience == Audience.Learner);
        var peers = PeersSoFar.Of(program.Definition, ofPeers.Select(row => (row.AnsweredAt, row.Answers())));
        if (rows.Count >= Many) kept[key] = (peers, now);
        return peers;
    }
}
