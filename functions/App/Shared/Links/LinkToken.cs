using Followup.Shared.Keys;

namespace Followup.Shared.Links;

/// <summary>What the token of a link says: whose page the link opens, and until when.</summary>
public sealed record LinkToken(MailingKey Mailing, DateTimeOffset Expires);
