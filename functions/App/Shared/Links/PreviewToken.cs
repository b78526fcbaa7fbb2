using Followup.Shared.Keys;

namespace Followup.Shared.Links;

/// <summary>What the token of a preview says: which page the link shows, and until when.</summary>
public sealed record PreviewToken(string ProgramId, Audience Audience, string Language, DateTimeOffset Expires);
