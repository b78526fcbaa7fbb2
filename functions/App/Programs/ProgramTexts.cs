namespace Followup.Programs;

/// <summary>A program's texts in one further language.</summary>
/// <param name="Statements">The statement of every outcome, by the outcome's id.</param>
public sealed record ProgramTexts(string Title, IReadOnlyDictionary<string, string> Statements);
