using NodaTime;

namespace Followup.Responses.Pages;

/// <summary>How all learners answer who finished the same program, for the one who has just answered.</summary>
/// <param name="AsOf">The last day on which answers were counted; null where none were.</param>
/// <param name="NextCount">The next one.</param>
/// <param name="Outcomes">Empty where not enough people are counted.</param>
public sealed record PeersSoFar(LocalDate? AsOf, LocalDate NextCount, IReadOnlyList<OutcomeSoFar> Outcomes);
