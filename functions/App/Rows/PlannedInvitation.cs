using System.Text.Json;
using System.Text.Json.Serialization;
using Followup.Shared.Json;
using Followup.Shared.Keys;

namespace Followup.Rows;

/// <summary>Whom to ask, in which wave, when, and until when: one invitation to be.</summary>
/// <param name="Mailing">A <see cref="MailingKey"/> as text.</param>
public sealed record PlannedInvitation(string Mailing, string Wave, DateTimeOffset DueAt, DateTimeOffset ClosesAt)
{
    /// <summary>As <see cref="FollowupRow.Plan"/> keeps them.</summary>
    public static string Write(IEnumerable<PlannedInvitation> planned) => JsonSerializer.Serialize(planned, Wire.Json);

    [JsonIgnore]
    public MailingKey Key => MailingKey.TryParse(Mailing)!;

    public InvitationRow ToRow(FollowupRow followup) => new()
    {
        PartitionKey = Key.Partition,
        RowKey = Key.InvitationRow(followup.Key.ProgramId, followup.Key.LearnerKey, Wave),
        DueAt = DueAt,
        ClosesAt = ClosesAt,
        CompletedOn = LocalDateText.Iso(followup.Key.CompletedOn),
    };
}
