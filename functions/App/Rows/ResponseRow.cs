using System.Runtime.Serialization;
using Azure;
using Azure.Data.Tables;
using Followup.Shared.Keys;

namespace Followup.Rows;

/// <summary>The answers to one invitation: one row, ever. Keys: <see cref="ResponseKey"/>.</summary>
public sealed class ResponseRow : ITableEntity
{
    public string PartitionKey { get; set; } = "";
    public string RowKey { get; set; } = "";
    public DateTimeOffset? Timestamp { get; set; }
    public ETag ETag { get; set; }

    /// <summary>The wording that was shown.</summary>
    public int ProgramVersion { get; set; }

    /// <summary><see cref="Rows.Answers"/> as JSON.</summary>
    public string Json { get; set; } = "{}";

    /// <summary>ISO date on which the question was due.</summary>
    public string DueOn { get; set; } = "";
    public DateTimeOffset AnsweredAt { get; set; }

    /// <summary>When the answers were last changed, if they were.</summary>
    public DateTimeOffset? EditedAt { get; set; }
    public string? Department { get; set; }
    public string? Role { get; set; }

    /// <summary>When its invitation closes: from then on it cannot change. Null in rows of an earlier release.</summary>
    public DateTimeOffset? FinalAt { get; set; }

    /// <summary>The key of who answered. Null in rows of an earlier release.</summary>
    public string? By { get; set; }

    /// <summary>See <see cref="InvitationRow.CountsIn"/>. Null in rows of an earlier release.</summary>
    public CountsIn? CountsIn { get; set; }

    private ResponseKey? key;

    [IgnoreDataMember]
    public ResponseKey Key => key ??= ResponseKey.Parse(PartitionKey, RowKey);

    [IgnoreDataMember]
    public FollowupKey Followup => Key.Followup;

    [IgnoreDataMember]
    public string Wave => Key.Wave;

    [IgnoreDataMember]
    public Audience Audience => Key.Audience;

    public Answers Answers() => AnswersReader.Read(Json);
}
