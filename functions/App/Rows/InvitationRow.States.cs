using System.Runtime.Serialization;

namespace Followup.Rows;

/// <summary>What is asked of an invitation's state, and what changes it: the states are drawn at <see cref="InvitationState"/>.</summary>
public sealed partial class InvitationRow
{
    /// <summary>How long to wait for the provider's word on a call of unknown outcome before the mail is sent again.</summary>
    public static readonly TimeSpan SettleAfter = TimeSpan.FromMinutes(30);

    /// <summary>Times a mail of unknown outcome is sent again: each may be one mail too many.</summary>
    public const int MostResends = 2;

    /// <summary>The reason of an opt-out that the recipient made on our own page.</summary>
    public const string OptedOutReason = "The recipient asked for no such mails.";

    /// <summary>The clock of the bus, by which alarms ring, and ours may differ by as much.</summary>
    internal static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(30);

    /// <summary>Whether its mail was being sent and nobody knows yet what became of it.</summary>
    [IgnoreDataMember]
    public bool IsUnsettled => State is InvitationState.Sending or InvitationState.Unknown;

    /// <summary>As far as we know its mail has not gone out: none was tried, or its outcome is unsettled.</summary>
    [IgnoreDataMember]
    public bool IsNotYetSent => State == InvitationState.Scheduled || IsUnsettled;

    /// <summary>Mailed, not answered, not ended: the ones that are reminded and closed.</summary>
    [IgnoreDataMember]
    public bool AwaitsAnswer => State is InvitationState.Sent or InvitationState.Delivered;

    /// <summary>Whoever holds its link may still answer for the first time, even where we do not yet know that the mail went out.</summary>
    [IgnoreDataMember]
    public bool IsOpen => AwaitsAnswer || IsUnsettled;

    /// <summary>Shown on the page: open, or answered, which can be edited until the closing date.</summary>
    [IgnoreDataMember]
    public bool IsShown => IsOpen || State == InvitationState.Answered;

    [IgnoreDataMember]
    public bool HasEndedUnanswered =>
        State is InvitationState.Closed or InvitationState.Undeliverable or InvitationState.OptedOut or InvitationState.Withdrawn;

    /// <summary>Nobody has tried to send its mail yet.</summary>
    [IgnoreDataMember]
    public bool IsNew => State == InvitationState.Scheduled && Attempts == 0;

    /// <summary>It ended before anybody was mailed, for what people were then; where that has changed it is asked after all.</summary>
    [IgnoreDataMember]
    public bool MayBeTakenUp => State == InvitationState.Withdrawn && IsMendable != false && SentAt is null;

    /// <summary>
    /// It was mailed, and ended for what the list of people said then: where that was wrong, its page takes answers again. What a manager
    /// said of it stands.
    /// </summary>
    [IgnoreDataMember]
    public bool MayGoOn =>
        State == InvitationState.Withdrawn && IsMendable != false && SentAt is not null
        && Reason != WorklistRow.ReasonOf(WorklistKind.HasLeft) && Reason != WorklistRow.ReasonOf(WorklistKind.NotMyReport);

    /// <summary>Nobody is to be asked in its wave any more, whoever they are: the program is over, or the learner trained again.</summary>
    [IgnoreDataMember]
    public bool IsOver => State == InvitationState.Withdrawn && IsMendable == false;

    /// <summary>The claim on it may still be settled by the provider: nobody else may send its mail.</summary>
    public bool IsClaimed(DateTimeOffset now) => IsUnsettled && now < ClaimedAt + SettleAfter;

    /// <summary>Its mail may be sent now.</summary>
    public bool IsFree(DateTimeOffset now)
    {
        if (now >= ClosesAt) return false;
        if (State == InvitationState.Scheduled) return NotBefore is not { } again || again <= now + ClockSkew;
        return MayBeResent && ClaimedAt + SettleAfter <= now;
    }

    /// <summary>The outcome of its mail is unknown, and the mail may be sent again at least once more.</summary>
    [IgnoreDataMember]
    public bool MayBeResent => IsUnsettled && Resends < MostResends;

    /// <summary>It was put off, and the day has come.</summary>
    public bool IsPostponementOver(DateTimeOffset now) => PostponedTo <= now + ClockSkew;

    public void Claim(string attemptId, DateTimeOffset now)
    {
        if (IsUnsettled) Resends++;
        Attempts++;
        (State, AttemptId, ClaimedAt) = (InvitationState.Sending, attemptId, now);
    }

    /// <summary>Its claim did not lead to a mail: an alarm rings again then.</summary>
    public void PutBack(DateTimeOffset until, string? reason) => (State, NotBefore, Reason) = (InvitationState.Scheduled, until, reason);

    /// <summary>It is asked at another time than was planned.</summary>
    public void TakeUp(DateTimeOffset dueAt, DateTimeOffset closesAt)
    {
        (State, Reason, Attempts) = (InvitationState.Scheduled, null, 0);
        // an alarm of the time before does nothing
        (DueAt, NotBefore, ClosesAt) = (dueAt, dueAt, closesAt);
    }

    /// <summary>The call to the provider broke off.</summary>
    public void Unsettle(string? reason) => (State, Reason) = (InvitationState.Unknown, reason);

    /// <summary>The provider took its mail: this one counts, whatever was sent before.</summary>
    public void MarkSent(DateTimeOffset at, string? providerMessageId)
    {
        (State, Reason) = (InvitationState.Sent, null);
        (SentAt, ProviderMessageId) = (at, providerMessageId);
    }

    /// <summary>An event says that the provider has its mail; what we know of the call itself stays.</summary>
    public void ConfirmSent(DateTimeOffset at, string? providerMessageId) => MarkSent(SentAt ?? at, ProviderMessageId ?? providerMessageId);

    /// <summary>An event says that the recipient's server has its mail. What is answered or ended stays so.</summary>
    public void ConfirmDelivered(DateTimeOffset at, string? providerMessageId)
    {
        DeliveredAt = at;
        if (!IsNotYetSent && State != InvitationState.Sent) return;
        ConfirmSent(at, providerMessageId);
        State = InvitationState.Delivered;
    }

    public void Answer(DateTimeOffset at) => (State, AnsweredAt) = (InvitationState.Answered, at);

    /// <summary>The closing date has come.</summary>
    public void Close()
    {
        if (AwaitsAnswer) End(InvitationState.Closed, "No answer by the closing date.");
        else if (IsNotYetSent) End(InvitationState.Undeliverable, Reason ?? "The mail had not gone out by the closing date.");
    }

    /// <param name="ending">Closed, Undeliverable, OptedOut or Withdrawn.</param>
    /// <param name="isMendable">See <see cref="IsMendable"/>.</param>
    public void End(InvitationState ending, string? reason, bool isMendable = false) =>
        (State, Reason, IsMendable) = (ending, reason, isMendable);

    /// <summary>The recipient takes an opt-out back that was made on our own page; whether what went out can be answered again.</summary>
    public bool CanResume(DateTimeOffset now) =>
        State == InvitationState.OptedOut && Reason == OptedOutReason && SentAt is not null && now < ClosesAt;

    public void Resume() => (State, Reason) = (DeliveredAt is null ? InvitationState.Sent : InvitationState.Delivered, null);
}
