using System.Runtime.Serialization;
using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using Followup.Shared.Json;
using Followup.Shared.Keys;

namespace Followup.Rows;

/// <summary>One completion and what became of it, with the facts as they were then. Keys: <see cref="FollowupKey"/>.</summary>
public sealed class FollowupRow : ITableEntity
{
    public string PartitionKey { get; set; } = "";
    public string RowKey { get; set; } = "";
    public DateTimeOffset? Timestamp { get; set; }
    public ETag ETag { get; set; }

    public FollowupState State { get; set; }
    public string? Reason { get; set; }
    public DateTimeOffset CompletedAt { get; set; }
    public DateTimeOffset ReceivedAt { get; set; }

    /// <summary>The system that said so, as it names itself: "lms", an xAPI platform, "csv".</summary>
    public string? Source { get; set; }

    /// <summary>The key of the id by which the sender names it, or of its statement's; null where it gave none.</summary>
    public string? EventKey { get; set; }

    /// <summary>
    /// Until the last of its pages closes. An earlier release took a further completion of the program by the learner for a duplicate till
    /// then; this one goes by what table people keeps.
    /// </summary>
    public DateTimeOffset OpenUntil { get; set; }

    public string? Department { get; set; }
    public string? Role { get; set; }
    public string? ManagerKey { get; set; }

    /// <summary>
    /// The <see cref="PlannedInvitation"/>s as JSON. Written before the first of them is, so that a repeat plans nothing anew.
    /// </summary>
    public string? Plan { get; set; }

    private FollowupKey? key;

    [IgnoreDataMember]
    public FollowupKey Key => key ??= FollowupKey.Parse(PartitionKey, RowKey);

    public IReadOnlyList<PlannedInvitation> Planned() =>
        Plan is null ? [] : JsonSerializer.Deserialize<PlannedInvitation[]>(Plan, Wire.Json)!;
}
