using System.Runtime.Serialization;
using Azure;
using Azure.Data.Tables;
using Followup.Shared.Json;
using Followup.Shared.Keys;

namespace Followup.Rows;

/// <summary>Something that only a person at HR can mend.</summary>
public enum WorklistKind
{
    /// <summary>A manager says that somebody is not their report any more, and nobody else is named.</summary>
    NotMyReport,

    /// <summary>A manager says that somebody has left, who is active still.</summary>
    HasLeft,

    /// <summary>
    /// There is nobody to ask about a learner: no manager is named, or what is named is no person in the list, not active, or the learner.
    /// One entry a learner, about no follow-up in particular.
    /// </summary>
    NobodyToAsk,
}

/// <summary>
/// Partition <c>open</c>, row <c>{learner}|{kind}|{follow-up}</c>, the last empty where it is about the person: saying it twice is one
/// entry, and all about a person is one range.
/// </summary>
public sealed class WorklistRow : ITableEntity
{
    public const string Open = "open";

    public string PartitionKey { get; set; } = Open;
    public string RowKey { get; set; } = "";
    public DateTimeOffset? Timestamp { get; set; }
    public ETag ETag { get; set; }

    public WorklistKind Kind { get; set; }

    /// <summary>Empty where the entry is about the person.</summary>
    public string FollowupPartition { get; set; } = "";
    public string FollowupRow { get; set; } = "";

    /// <summary>Key of the manager who said so; empty where nobody did.</summary>
    public string SaidBy { get; set; } = "";
    public DateTimeOffset SaidAt { get; set; }

    /// <summary>HR says that it is as it should be: it is kept, so that it is not said again.</summary>
    public bool IsDismissed { get; set; }

    /// <summary>Why an invitation ended that such an entry is about.</summary>
    public static string ReasonOf(WorklistKind kind) => kind == WorklistKind.HasLeft
        ? "The manager says that the person has left."
        : "The manager says that this is not their report any more.";

    /// <summary>Whether this manager is not asked about the person while the entry stands.</summary>
    public bool Stops(string managerKey) => Kind == WorklistKind.HasLeft || SaidBy == managerKey;

    /// <summary>Names all entries of this kind about the person, as <c>3f0c…-has-left</c>.</summary>
    [IgnoreDataMember]
    public string Id => $"{LearnerKey}-{Wire.NameOf(Kind)}";

    [IgnoreDataMember]
    public string LearnerKey => RowKey.Split('|')[0];

    /// <exception cref="FormatException">The entry is about the person.</exception>
    [IgnoreDataMember]
    public FollowupKey Followup => FollowupKey.Parse(FollowupPartition, FollowupRow);
}
