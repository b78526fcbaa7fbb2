using Followup.Rows;
using Followup.Shared.Calls;
using Followup.Shared.Keys;

namespace Followup.Mailing;

/// <summary>
/// An answer is written before its invitation is marked, so a crash between the two leaves an answered invitation that looks open.
/// Reminding and closing look for the answer first, and mark it.
/// </summary>
public sealed class AnsweredAlready(InvitationStore invitations, ResponseStore responses)
{
    /// <returns>The mailing's rows as they are then.</returns>
    public async Task<IReadOnlyList<InvitationRow>> RepairAsync(MailingKey mailing, CancellationToken ct)
    {
        var rows = await invitations.OfAsync(mailing, ct);
        var open = rows.FindAll(row => row.IsOpen);
        var found = await open.SelectAtOnceAsync(responses.FindAsync, ct);
        if (found.All(response => response is null)) return rows;

        var answered = open.Zip(found).Where(of => of.Second is not null).ToDictionary(of => of.First.RowKey, of => of.Second!.AnsweredAt);
        await invitations.ChangeAsync(
            mailing, row => row.IsOpen && answered.ContainsKey(row.RowKey), row => row.Answer(answered[row.RowKey]), ct);
        return await invitations.OfAsync(mailing, ct);
    }
}
