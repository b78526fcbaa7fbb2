namespace Followup.Programs;

/// <summary>A program as stored: what it says, and the number of this wording.</summary>
public sealed record StoredProgram(string Id, int Version, ProgramDefinition Definition);
