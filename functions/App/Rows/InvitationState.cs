namespace Followup.Rows;

/// <summary>
/// How far an invitation has come. What is asked of a state, and what changes it, is in InvitationRow.States.cs.
/// <code>
///                   tried again later
///                 +---------------------+
///                 v                     |
///             Scheduled -- claimed --> Sending ----> Unknown       (the outcome of the call is unsettled; half an hour
///                 |                     |  ^            |           later Sending and Unknown may be claimed again)
///                 |                     |  +- claimed --+
///   its event     |   taken by provider |               | its event says so
///   says so after |                     v               |
///   all           +------------------> Sent ------------+
///                                       |
///                                       +----> Delivered           (by its event, also from each of those above)
///                                       |          |
///                  the page is saved    +----+-----+               (Sending and Unknown can be answered too:
///                                            v                      whoever holds the link was mailed)
///                                        Answered
/// </code>
/// Endings without an answer: <see cref="Closed"/> from Sent and Delivered at the closing date; <see cref="Undeliverable"/> where the
/// mail was refused, bounced, or had not gone out by then; <see cref="OptedOut"/> and <see cref="Withdrawn"/> from whatever is open. Two
/// ways lead out of an ending again: an opt-out that is taken back, and an invitation withdrawn because of who was not active or not the
/// manager, once the list of people says otherwise (see <see cref="InvitationRow.MayBeTakenUp"/> and <see cref="InvitationRow.MayGoOn"/>).
/// </summary>
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
