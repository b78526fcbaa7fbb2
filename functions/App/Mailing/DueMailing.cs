using Followup.People;
using Followup.Rows;
using Followup.Shared.Keys;

namespace Followup.Mailing;

/// <summary>A mailing whose mail is to go out now.</summary>
/// <param name="Rows">The invitations that the mail is about.</param>
/// <param name="Recipient">As read a moment ago.</param>
public sealed record DueMailing(MailingKey Key, IReadOnlyList<InvitationRow> Rows, PersonRows Recipient);
