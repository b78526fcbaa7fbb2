using Followup.Programs;
using Followup.Responses.Pages;
using Followup.Rows;
using Followup.Shared.Keys;
using Followup.Shared.Storage;

namespace Followup.Responses;

/// <summary>
/// Reads what peers answered: one partition, and of that a thousand rows. Row keys begin with hashes of people, so the first thousand are a
/// fair sample.
/// </summary>
public sealed class PeersSoFarReader(Tables tables)
{
    private const int MostRows = 1000;

    public async Task<PeersSoFar> OfAsync(InvitationRow invitation, ProgramDefinition program, CancellationToken ct)
    {
        var rows = await tables.Responses
            .RangeAsync<ResponseRow>(invitation.Followup.Partition, "", ct)
            .Take(MostRows)
            .ToListAsync(ct);
        var ofPeers = rows.Where(row => row.Wave == invitation.Wave && row.Audience == Audience.Learner);
        return PeersSoFar.Of(program, ofPeers.Select(row => (row.AnsweredAt, row.Answers())));
    }
}
