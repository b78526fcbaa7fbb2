namespace Followup.Programs;

/// <summary>A program as stored.</summary>
/// <param name="Version">The number of this wording, from 1.</param>
public sealed record StoredProgram(string Id, int Version, ProgramDefinition Definition);
