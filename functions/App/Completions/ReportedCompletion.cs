namespace Followup.Completions;

/// <summary>A completion as some system reported it: learner and program are still named as that system names them.</summary>
/// <param name="Program">A program's id, or one of its aliases.</param>
/// <param name="Learner">A person's id or address.</param>
/// <param name="Source">The system that says so, as it names itself; up to 64 characters are kept.</param>
/// <param name="EventId">The sender's own mark of the event, or the id of the statement; null where there is none.</param>
public sealed record ReportedCompletion(
    string Program, string Learner, CompletedAt CompletedAt, string? Source, string? EventId = null);
