using System.Text.Json;
using Azure;
using Followup.Shared.Json;
using Followup.Shared.Keys;
using Followup.Shared.Storage;
using Followup.Shared.Telemetry;

namespace Followup.Rows;

/// <summary>Table <c>responses</c>: one row an invitation, ever.</summary>
public sealed class ResponseStore(Tables tables, InvitationStore invitations, ChangedMonths months, TimeProvider time)
{
    public Task<ResponseRow?> FindAsync(InvitationRow invitation, CancellationToken ct) => tables.Responses.FindAsync<ResponseRow>(
        invitation.Followup.Partition, invitation.Followup.ResponseRow(invitation.Wave, invitation.Mailing.Audience), ct);

    /// <summary>
    /// Order: the response, then the invitation's state. A crash between leaves an answer that counts and an invitation that looks open;
    /// who is about to remind or close it looks for the answer first (Mailing does).
    /// </summary>
    /// <param name="invitation">As read a moment ago.</param>
    public async Task SaveAsync(InvitationRow invitation, int programVersion, Answers answers, CancellationToken ct)
    {
        using var span = FollowupTraces.Start("response save", invitation.Followup);
        span?.SetTag("followup.audience", invitation.Mailing.Audience.ToKey()).SetTag("followup.wave", invitation.Wave);
        await months.RequestCountAsync(invitation.Followup, ct);
        var answeredAt = await WriteAsync(invitation, programVersion, JsonSerializer.Serialize(answers, Wire.Json), ct);
        await invitations.ChangeAsync(
            invitation.Mailing, [invitation], row => row.RowKey == invitation.RowKey && row.IsOpen, row => row.Answer(answeredAt), ct);
    }

    /// <summary>Two posts at once end as one row: the second one reads the first one's and edits it.</summary>
    private async Task<DateTimeOffset> WriteAsync(InvitationRow invitation, int programVersion, string json, CancellationToken ct)
    {
        // of an invitation that is not answered there is no answer to read
        var before = invitation.State == InvitationState.Answered ? await FindAsync(invitation, ct) : null;
        for (; ; before = await FindAsync(invitation, ct))
        {
            try
            {
                if (before is null)
                {
                    var row = await NewAsync(invitation, programVersion, json, ct);
                    await tables.Responses.AddEntityAsync(row, ct);
                    return row.AnsweredAt;
                }
                // of a manager who is none any more, where a crash left two asked: it is final, and may have been counted
                if (before.FinalAt <= time.GetUtcNow()) return before.AnsweredAt;
                if (before.Json == json && before.ProgramVersion == programVersion) return before.AnsweredAt;
                (before.Json, before.ProgramVersion, before.EditedAt) = (json, programVersion, time.GetUtcNow());
                // whoever of two was asked for longer: until neither can change it
                if (!(before.FinalAt > invitation.ClosesAt)) before.FinalAt = invitation.ClosesAt;
                before.By = invitation.Mailing.RecipientKey;
                await tables.Responses.UpdateEntityAsync(before, before.ETag, cancellationToken: ct);
                return before.AnsweredAt;
            }
            catch (RequestFailedException e) when (e.Status is 409 or 412)
            {
                // somebody came between
            }
        }
    }

    private async Task<ResponseRow> NewAsync(InvitationRow invitation, int programVersion, string json, CancellationToken ct)
    {
        var key = invitation.Followup;
        var followup = await tables.Followups.FindAsync<FollowupRow>(key.Partition, key.Row, ct);
        return new()
        {
            PartitionKey = key.Partition,
            RowKey = key.ResponseRow(invitation.Wave, invitation.Mailing.Audience),
            ProgramVersion = programVersion,
            Json = json,
            DueOn = invitation.PartitionKey,
            AnsweredAt = time.GetUtcNow(),
            // as they were at the completion: a later move must not change what an answer counts for
            Department = followup?.Department,
            Role = followup?.Role,
            FinalAt = invitation.ClosesAt,
            By = invitation.Mailing.RecipientKey,
            CountsIn = invitation.CountsIn,
        };
    }
}
