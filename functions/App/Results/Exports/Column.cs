namespace Followup.Results.Exports;

/// <summary>A column of an export: its name, which stays, and what it says, for the data dictionary.</summary>
/// <param name="Kind">text, number, date, time or yes/no.</param>
public record Column(string Name, string Kind, string Meaning);

/// <summary>A column with the getter of its value from a row.</summary>
/// <param name="Value">The value, of a type that <see cref="Cell"/> can write.</param>
public sealed record Column<TRow>(string Name, string Kind, string Meaning, Func<TRow, object?> Value) : Column(Name, Kind, Meaning);
