using Followup.Shared.Http;

namespace Followup.Programs;

/// <summary>What became of a wording that was to be saved.</summary>
/// <param name="Program">The wording in force now; null where it was not saved.</param>
/// <param name="Earlier">All wordings before it, in order; none where nothing changed.</param>
/// <param name="Faults">Why it was not saved.</param>
public sealed record SavedProgram(
    StoredProgram? Program, bool Changed, IReadOnlyList<StoredProgram> Earlier, IReadOnlyList<FieldError> Faults);
