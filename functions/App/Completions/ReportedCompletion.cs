using Followup.Shared.Http;
using NodaTime;

namespace Followup.Completions;

/// <summary>A completion as some system reported it: learner and program are still named as that system names them.</summary>
/// <param name="Program">A program's id, or one of its aliases.</param>
/// <param name="Learner">A person's id or address.</param>
/// <param name="Source">The system that says so, as it names itself; up to 64 characters are kept.</param>
public sealed record ReportedCompletion(string Program, string Learner, CompletedAt CompletedAt, string? Source);

/// <summary>When something was completed. One of the two is known: the instant, or only the day where the learner is.</summary>
public sealed record CompletedAt(OffsetDateTime? Instant, LocalDate? Day);

/// <summary>What a reader made of one item: a completion, or the field that is wrong and why.</summary>
public sealed record ReadItem(ReportedCompletion? Completion, FieldError? Error)
{
    public static implicit operator ReadItem(ReportedCompletion completion) => new(completion, null);

    public static implicit operator ReadItem(FieldError error) => new(null, error);
}
