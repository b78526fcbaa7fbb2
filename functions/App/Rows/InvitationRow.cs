using System.Runtime.Serialization;
using Azure;
using Azure.Data.Tables;
using Followup.Shared.Keys;
using NodaTime.Text;

namespace Followup.Rows;

/// <summary>One audience, one wave, one follow-up. Keys: <see cref="InvitationKey"/>.</summary>
public sealed partial class InvitationRow : ITableEntity
{
    public string PartitionKey { get; set; } = "";
    public string RowKey { get; set; } = "";
    public DateTimeOffset? Timestamp { get; set; }
    public ETag ETag { get; set; }

    public InvitationState State { get; set; }

    /// <summary>Why it ended without an answer, or why its mail did not go out the last time.</summary>
    public string? Reason { get; set; }

    /// <summary>
    /// It was withdrawn for what the list of people, or a manager, said: who is active, who manages whom. Another import may mend that.
    /// Null in rows that an earlier release withdrew, for such reasons all.
    /// </summary>
    public bool? IsMendable { get; set; }

    public DateTimeOffset DueAt { get; set; }

    /// <summary>
    /// When its mail may be tried again, after a call that did not succeed or on a day that another mail had: an alarm that rings before
    /// does nothing.
    /// </summary>
    public DateTimeOffset? NotBefore { get; set; }

    /// <summary>Answers are taken until then.</summary>
    public DateTimeOffset ClosesAt { get; set; }

    /// <summary>ISO date of the completion; with program and learner it names the follow-up.</summary>
    public string CompletedOn { get; set; } = "";

    /// <summary>The claim that is sending, or sent, its mail.</summary>
    public string? AttemptId { get; set; }
    public DateTimeOffset? ClaimedAt { get; set; }

    /// <summary>Claims so far: most are calls of the mail provider. Reminders are not counted.</summary>
    public int Attempts { get; set; }

    /// <summary>Times it was sent again although nobody knew what had become of the call before.</summary>
    public int Resends { get; set; }
    public string? ProviderMessageId { get; set; }
    public DateTimeOffset? SentAt { get; set; }

    /// <summary>When the provider said that the recipient's server took it.</summary>
    public DateTimeOffset? DeliveredAt { get; set; }

    /// <summary>The number of the last reminder claimed: 0 to 2, or 3 for the one that was asked for.</summary>
    public int Reminders { get; set; }

    /// <summary>When the last of them was claimed.</summary>
    public DateTimeOffset? RemindedAt { get; set; }

    /// <summary>When the recipient wants to be asked again, once they have put it off.</summary>
    public DateTimeOffset? PostponedTo { get; set; }
    public DateTimeOffset? AnsweredAt { get; set; }

    /// <summary>
    /// In which group its answer is to be counted: fixed by the first claim of its mail. Null in rows of an earlier release: these count by
    /// department.
    /// </summary>
    public CountsIn? CountsIn { get; set; }

    private InvitationKey? key;

    [IgnoreDataMember]
    public InvitationKey Key => key ??= InvitationKey.Parse(PartitionKey, RowKey);

    [IgnoreDataMember]
    public MailingKey Mailing => Key.Mailing;

    /// <summary>
    /// Stored beside the key it is part of, so that who counts a program's month need not read the rows of all programs. Rows that an
    /// earlier release wrote lack it until they change.
    /// </summary>
    public string ProgramId
    {
        get => Key.ProgramId;
        set { }
    }

    [IgnoreDataMember]
    public string LearnerKey => Key.LearnerKey;

    [IgnoreDataMember]
    public string Wave => Key.Wave;

    [IgnoreDataMember]
    public FollowupKey Followup => new(ProgramId, LearnerKey, LocalDatePattern.Iso.Parse(CompletedOn).Value);
}
