namespace Followup.Programs;

/// <summary>A program's texts in one further language.</summary>
/// <param name="Statements">By the outcome's id, of every outcome.</param>
public sealed record ProgramTexts(string Title, IReadOnlyDictionary<string, string> Statements);
