using Followup.Shared.Languages;

namespace Followup.Programs;

/// <summary>A program's texts in one further language.</summary>
/// <param name="Statements">By the outcome's id, of every outcome.</param>
public sealed record ProgramTexts(string Title, IReadOnlyDictionary<string, string> Statements);

/// <summary>A program's texts as a reader gets them.</summary>
/// <param name="Language">That they are in, which may not be the reader's.</param>
public sealed record ProgramText(Language Language, string Title, IReadOnlyDictionary<string, string> Statements)
{
    public string StatementOf(Outcome outcome) => Statements[outcome.Id];
}
