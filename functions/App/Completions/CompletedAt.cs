using NodaTime;

namespace Followup.Completions;

/// <summary>When something was completed. One of the two is known: the instant, or only the day where the learner is.</summary>
public sealed record CompletedAt(OffsetDateTime? Instant, LocalDate? Day);
