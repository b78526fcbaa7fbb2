using Followup.Shared.Languages;

namespace Followup.Programs;

/// <summary>A program's texts as a reader gets them.</summary>
/// <param name="Language">The language of the texts, which may not be the reader's.</param>
public sealed record ProgramText(Language Language, string Title, IReadOnlyDictionary<string, string> Statements)
{
    public string StatementOf(Outcome outcome) => Statements[outcome.Id];
}
