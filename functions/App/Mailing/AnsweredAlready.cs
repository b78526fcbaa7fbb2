using Followup.Rows;
using Followup.Shared.Keys;

namespace Followup.Mailing;

/// <summary>
/// An answer is written before its invitation is marked, so a crash between the two leaves an answered invitation that looks open.
/// Reminding and closing look for the answer first, and mark it.
/// </summary>
public sealed class AnsweredAlready(InvitationStore invitations, ResponseStore responses)
{
    public async Task RepairAsync(MailingKey mailing, CancellationToken ct)
    {
        foreach (var open in (await invitations.OfAsync(mailing, ct)).Where(row => row.IsOpen))
        {
            if (await responses.FindAsync(open, ct) is not { } response) continue;
            await invitations.ChangeAsync(mailing, row => row.RowKey == open.RowKey, row => row.Answer(response.AnsweredAt), ct);
        }
    }
}
