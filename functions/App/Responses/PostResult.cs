using Followup.Cards;

namespace Followup.Responses;

/// <summary>What became of a post: done (a card's name, or what was done instead), refused with what is wrong on the card, or neither: the form is not ours.</summary>
public readonly record struct PostResult(string? Done = null, IReadOnlyList<Card>? Refused = null);
