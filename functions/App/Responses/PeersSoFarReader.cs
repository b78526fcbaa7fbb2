using Followup.Programs;
using Followup.Responses.Pages;
using Followup.Rows;
using Followup.Shared.Keys;
using Followup.Shared.Storage;

namespace Followup.Responses;

/// <summary>Reads what peers answered: one partition, and of that a thousand rows. Row keys begin with hashes of people, so the first thousand are a fair sample.</summary>
public sealed class PeersSoFarReader(Tables tables)
{
    public async Task<PeersSoFar> OfAsync(InvitationRow invitation, ProgramDefinition program, CancellationToken ct)
    {
        var rows = await tables.Responses.RangeAsync<ResponseRow>(invitation.Followup.Partition, "", ct).Take(1000).ToListAsync(ct);
        return PeersSoFar.Of(program, rows.Where(row => row.Wave == invitation.Wave && row.Audience == Audience.Learner).Select(row => (row.AnsweredAt, row.Answers())));
    }
}
