using System.Runtime.Serialization;
using Azure;
using Azure.Data.Tables;
using Followup.Shared.Keys;
using NodaTime.Text;

namespace Followup.Rows;

/// <summary><c>Scheduled → Sending → Sent → Delivered → Answered</c>, or one of the endings; <c>Unknown</c> while a send's outcome is unsettled.</summary>
public enum InvitationState
{
    Scheduled,
    Sending,
    Unknown,
    Sent,
    Delivered,
    Answered,
    Closed,
    Undeliverable,
    OptedOut,
    Withdrawn,
}

/// <summary>One audience, one wave, one follow-up. Partition: the day it is due; row: <see cref="MailingKey.InvitationRow"/>.</summary>
public sealed class InvitationRow : ITableEntity
{
    public string PartitionKey { get; set; } = "";
    public string RowKey { get; set; } = "";
    public DateTimeOffset? Timestamp { get; set; }
    public ETag ETag { get; set; }

    public InvitationState State { get; set; }

    /// <summary>Why it ended without an answer, or why the last call to the mail provider did not succeed.</summary>
    public string? Reason { get; set; }

    public DateTimeOffset DueAt { get; set; }

    /// <summary>When it may be tried again after a call that did not succeed: an alarm that rings before, one too many, does nothing.</summary>
    public DateTimeOffset? NotBefore { get; set; }

    /// <summary>Answers are taken until then.</summary>
    public DateTimeOffset ClosesAt { get; set; }

    /// <summary>ISO date of the completion; with program and learner it names the follow-up.</summary>
    public string CompletedOn { get; set; } = "";

    /// <summary>The claim that is sending, or sent, its mail.</summary>
    public string? AttemptId { get; set; }
    public DateTimeOffset? ClaimedAt { get; set; }

    /// <summary>Calls to the mail provider so far, reminders not counted.</summary>
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

    [IgnoreDataMember]
    public string ProgramId => RowKey.Split('|')[2];
    [IgnoreDataMember]
    public string LearnerKey => RowKey.Split('|')[3];
    [IgnoreDataMember]
    public string Wave => RowKey.Split('|')[4];
    [IgnoreDataMember]
    public MailingKey Mailing => MailingKey.TryParse($"{PartitionKey}|{RowKey.Split('|')[0]}|{RowKey.Split('|')[1]}")!;
    [IgnoreDataMember]
    public FollowupKey Followup => new(ProgramId, LearnerKey, LocalDatePattern.Iso.Parse(CompletedOn).Value);

    /// <summary>Mailed, not answered, not ended: the ones that are reminded and closed.</summary>
    [IgnoreDataMember]
    public bool AwaitsAnswer => State is InvitationState.Sent or InvitationState.Delivered;

    /// <summary>Shown on the page: whoever holds the link has been asked, even where we do not yet know that the mail went out.</summary>
    [IgnoreDataMember]
    public bool IsShown => AwaitsAnswer || State is InvitationState.Answered or InvitationState.Sending or InvitationState.Unknown;
}
