using Followup.Rows;

namespace Followup.Results.Counts;

/// <summary>The properties of rows that <see cref="Counting"/> looks at: of a month's rows a count reads no others.</summary>
internal static class CountedProperties
{
    public static readonly string[] OfFollowups =
    [
        nameof(FollowupRow.PartitionKey),
        nameof(FollowupRow.RowKey),
        nameof(FollowupRow.State),
        nameof(FollowupRow.Plan),
    ];

    public static readonly string[] OfResponses =
    [
        nameof(ResponseRow.PartitionKey),
        nameof(ResponseRow.RowKey),
    ];

    public static readonly string[] OfInvitations =
    [
        nameof(InvitationRow.PartitionKey),
        nameof(InvitationRow.RowKey),
        nameof(InvitationRow.CompletedOn),
        nameof(InvitationRow.State),
        nameof(InvitationRow.SentAt),
        nameof(InvitationRow.DeliveredAt),
    ];
}
