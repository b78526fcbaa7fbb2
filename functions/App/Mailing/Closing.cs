using Followup.Rows;
using Followup.Shared.Keys;
using Microsoft.Extensions.Logging;

namespace Followup.Mailing;

/// <summary>
/// The end of a mailing, fourteen days after it was due: what is not answered is closed, what never went out is said to be undeliverable.
/// </summary>
public sealed partial class Closing(InvitationStore invitations, AnsweredAlready answered, ILogger<Closing> logger)
{
    public async Task CloseAsync(MailingKey mailing, CancellationToken ct)
    {
        var rows = await answered.RepairAsync(mailing, ct);
        var closed = await invitations.ChangeAsync(mailing, rows, row => row.AwaitsAnswer || row.IsNotYetSent, row => row.Close(), ct);
        if (closed.Count > 0) Log.Closed(logger, mailing, closed.Count);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Mailing {Mailing} closed with {Count} invitations unanswered.")]
        public static partial void Closed(ILogger logger, MailingKey mailing, int count);
    }
}
