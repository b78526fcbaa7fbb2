using System.Runtime.Serialization;
using Azure;
using Azure.Data.Tables;
using Followup.Shared.Keys;

namespace Followup.Rows;

/// <summary>Something that only a person at HR can mend.</summary>
public enum WorklistKind
{
    /// <summary>A manager says that somebody is not their report any more, and nobody else is named.</summary>
    NotMyReport,

    /// <summary>A manager says that somebody has left, who is active still.</summary>
    HasLeft,
}

/// <summary>
/// Partition <c>open</c>, row <c>{learner}|{kind}|{follow-up}</c>: saying it twice is one entry, and all about a person is one range.
/// </summary>
public sealed class WorklistRow : ITableEntity
{
    public const string Open = "open";

    public string PartitionKey { get; set; } = Open;
    public string RowKey { get; set; } = "";
    public DateTimeOffset? Timestamp { get; set; }
    public ETag ETag { get; set; }

    public WorklistKind Kind { get; set; }
    public string FollowupPartition { get; set; } = "";
    public string FollowupRow { get; set; } = "";

    /// <summary>Key of the manager who said so.</summary>
    public string SaidBy { get; set; } = "";
    public DateTimeOffset SaidAt { get; set; }

    /// <summary>Why an invitation ended that such an entry is about.</summary>
    public static string ReasonOf(WorklistKind kind) => kind == WorklistKind.HasLeft
        ? "The manager says that the person has left."
        : "The manager says that this is not their report any more.";

    [IgnoreDataMember]
    public FollowupKey Followup => FollowupKey.Parse(FollowupPartition, FollowupRow);
}
