namespace Followup.Programs;

/// <summary>A program as stored.</summary>
/// <param name="Version">The number of this wording, from 1.</param>
/// <param name="SavedAt">When this wording came into force; null where an earlier release saved it, which did not note it.</param>
public sealed record StoredProgram(string Id, int Version, ProgramDefinition Definition, DateTimeOffset? SavedAt = null);
