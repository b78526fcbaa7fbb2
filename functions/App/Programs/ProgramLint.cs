using Followup.Shared.Http;
using Followup.Shared.Languages;

namespace Followup.Programs;

/// <summary>
/// Says where a program asks in a way that makes its answers worth less. Warnings, not errors: words alone do not tell a good question. The rules are those of concrete,
/// observable items: one behavior a statement, no judging words, no frequency in it (Latham and Wexley on behavior observation scales; Thalheimer on question design).
/// Words are known for English, German, French and Spanish; texts in other languages get the rules that need none.
/// </summary>
public static class ProgramLint
{
    private const int LongStatement = 120;

    public static IReadOnlyList<FieldError> Warnings(ProgramDefinition program)
    {
        List<FieldError> warnings = [];
        if (program.Outcomes.Count == 0)
            warnings.Add(new("outcomes", "The program names no behavior, so it is completion data only and nobody is asked. Say what people do differently after it."));
        if (program.Outcomes.Count > 6)
            warnings.Add(new("outcomes", $"These are {program.Outcomes.Count} behaviors; people answer 4 to 6 with care. Keep those that matter most."));
        for (var i = 0; i < program.Outcomes.Count; i++)
        {
            var outcome = program.Outcomes[i];
            if (outcome.Indicator is null)
                warnings.Add(new($"outcomes[{i}].indicator", "Nobody could say how one would know, so the program is completion data only and nobody is asked. Say what a colleague would see or find."));
            else if (outcome.Indicator.Trim('.', ' ').Equals(outcome.Statement.Trim('.', ' '), StringComparison.OrdinalIgnoreCase))
                warnings.Add(new($"outcomes[{i}].indicator", "This repeats the statement. Say what a colleague would see or find when it is done."));
            warnings.AddRange(Statement(outcome.Statement, program.OwnLanguage, $"outcomes[{i}].statement"));
            foreach (var (tag, texts) in program.Translations ?? new Dictionary<string, ProgramTexts>())
                if (texts.Statements.TryGetValue(outcome.Id, out var statement))
                    warnings.AddRange(Statement(statement, Language.Find(tag)!, $"translations.{tag}.statements.{outcome.Id}"));
        }
        return warnings;
    }

    private static IEnumerable<FieldError> Statement(string statement, Language language, string field)
    {
        if (statement.Length > LongStatement) yield return new(field, $"This has {statement.Length} characters; on a phone {LongStatement} can be taken in at once. Say one behavior in fewer words.");
        if (statement.TrimEnd().EndsWith('?') || statement.TrimEnd().EndsWith('？') || statement.TrimEnd().EndsWith('؟'))
            yield return new(field, "This is a question. Say the behavior as it is seen: the page asks how often it is.");
        foreach (var rule in LintWords.Of(language))
            if (rule.Pattern.Match(statement) is { Success: true } found) yield return new(field, $"“{found.Value.Trim()}”: {rule.Reason}");
    }
}
