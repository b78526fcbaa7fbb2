using Followup.Shared.Http;
using Followup.Shared.Keys;
using Followup.Shared.Languages;

namespace Followup.Programs;

/// <summary>
/// Says where a program asks in a way that makes its answers worth less. Warnings, not errors: words alone do not tell a good question.
/// The rules are those of concrete, observable items: one behavior a statement, no judging words, no frequency in it (Latham and Wexley on
/// behavior observation scales; Thalheimer on question design). Words are known for English, German, French and Spanish; texts in other
/// languages get the rules that need none.
/// </summary>
public static class ProgramLint
{
    private const int LongStatement = 120;

    private const string Agreement =
        "People are promised that figures tell nobody for certain what one of them marked. This one links two answers to each other, "
        + "and is outside of that promise; leave it out unless it is needed.";

    private const string BaselineOnly =
        "The day of completion is told only beside a later answer of the same person, so nothing of this program will ever be told. "
        + "Ask some weeks later too, such as P42D.";

    private static readonly char[] QuestionMarks = ['?', '？', '؟'];

    public static IReadOnlyList<FieldError> Warnings(ProgramDefinition program)
    {
        List<FieldError> warnings = [.. OfCount(program.Outcomes.Count)];
        if (program.Waves.All(wave => wave == Wave.Baseline)) warnings.Add(new("waves", BaselineOnly));
        if (program.Agreement) warnings.Add(new("agreement", Agreement));
        foreach (var (i, outcome) in program.Outcomes.Index())
        {
            var path = $"outcomes[{i}]";
            if (OfIndicator(outcome) is { } reason) warnings.Add(new($"{path}.indicator", reason));
            warnings.AddRange(OfStatement(outcome.Statement, program.OwnLanguage, $"{path}.statement"));
            warnings.AddRange(OfTranslations(program, outcome));
        }
        return warnings;
    }

    private static IEnumerable<FieldError> OfCount(int outcomes)
    {
        if (outcomes == 0)
        {
            yield return new(
                "outcomes",
                "The program names no behavior, so it is completion data only and nobody is asked. "
                + "Say what people do differently after it.");
        }
        if (outcomes > 6)
        {
            yield return new(
                "outcomes",
                $"These are {outcomes} behaviors; people answer 4 to 6 with care. Keep those that matter most.");
        }
    }

    private static string? OfIndicator(Outcome outcome)
    {
        if (outcome.Indicator is null)
        {
            return "Nobody could say how one would know, so the program is completion data only and nobody is asked. "
                + "Say what a colleague would see or find.";
        }
        return IsSame(outcome.Indicator, outcome.Statement)
            ? "This repeats the statement. Say what a colleague would see or find when it is done."
            : null;
    }

    private static bool IsSame(string indicator, string statement) =>
        indicator.Trim('.', ' ').Equals(statement.Trim('.', ' '), StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<FieldError> OfTranslations(ProgramDefinition program, Outcome outcome)
    {
        foreach (var (tag, texts) in program.Translations ?? new Dictionary<string, ProgramTexts>())
        {
            if (!texts.Statements.TryGetValue(outcome.Id, out var statement)) continue;
            var field = $"translations.{tag}.statements.{outcome.Id}";
            foreach (var warning in OfStatement(statement, Language.Find(tag)!, field)) yield return warning;
        }
    }

    private static IEnumerable<FieldError> OfStatement(string statement, Language language, string field)
    {
        if (statement.Length > LongStatement)
        {
            yield return new(
                field,
                $"This has {statement.Length} characters; on a phone {LongStatement} can be taken in at once. "
                + "Say one behavior in fewer words.");
        }
        if (statement.TrimEnd() is [.., var last] && QuestionMarks.Contains(last))
            yield return new(field, "This is a question. Say the behavior as it is seen: the page asks how often it is.");
        foreach (var rule in LintWords.Of(language))
        {
            var match = rule.Pattern.Match(statement);
            if (match.Success) yield return new(field, $"“{match.Value.Trim()}”: {rule.Reason}");
        }
    }
}
