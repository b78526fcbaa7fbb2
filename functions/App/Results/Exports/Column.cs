namespace Followup.Results.Exports;

/// <summary>A column of an export: its name, which stays, and what it says, for the data dictionary.</summary>
/// <param name="Kind">text, number, date, time or yes/no.</param>
public sealed record Column(string Name, string Kind, string Meaning);
