using Followup.Shared.Keys;

namespace Followup.Shared.Links;

/// <summary>What a token says: whose page it opens, and until when.</summary>
public sealed record LinkToken(MailingKey Mailing, DateTimeOffset Expires);
