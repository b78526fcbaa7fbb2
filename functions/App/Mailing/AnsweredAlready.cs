using Followup.Rows;
using Followup.Shared.Keys;
using Followup.Shared.Storage;

namespace Followup.Mailing;

/// <summary>
/// An answer is written before its invitation is marked, so a crash between the two leaves an answered invitation that looks open. Who is about to
/// remind or close looks for the answer first and marks it.
/// </summary>
public sealed class AnsweredAlready(InvitationStore invitations, Tables tables)
{
    public async Task RepairAsync(MailingKey mailing, CancellationToken ct)
    {
        foreach (var row in (await invitations.OfAsync(mailing, ct)).Where(row => row.IsShown && row.State != InvitationState.Answered))
        {
            if (await tables.Responses.FindAsync<ResponseRow>(
                row.Followup.Partition, row.Followup.ResponseRow(row.Wave, mailing.Audience), ct) is not { } response) continue;
            await invitations.ChangeAsync(mailing, other => other.RowKey == row.RowKey,
                other => (other.State, other.AnsweredAt) = (InvitationState.Answered, response.AnsweredAt), ct);
        }
    }
}
