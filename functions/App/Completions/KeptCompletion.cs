using NodaTime;

namespace Followup.Completions;

/// <summary>A completion that was taken in, as the record of its learner and program remembers it.</summary>
/// <param name="On">The day where the learner was when it came in: the day of its follow-up's key.</param>
/// <param name="At">The instant; null where an earlier release took it in.</param>
/// <param name="Event">The key of the id by which its sender names it; null where it gave none.</param>
/// <param name="FirstWaveOn">
/// The working day of the first wave after the day itself, whether or not that has passed; null where nobody is asked about it.
/// </param>
/// <param name="WithdrawnOn">The day on which its sender took it back.</param>
/// <param name="TakenAt">When the request came that took it in, as its follow-up's row says too; null of an earlier release's.</param>
public sealed record KeptCompletion(
    LocalDate On, Instant? At = null, string? Event = null, LocalDate? FirstWaveOn = null, LocalDate? WithdrawnOn = null,
    Instant? TakenAt = null)
{
    public bool IsWithdrawn => WithdrawnOn is not null;
}
