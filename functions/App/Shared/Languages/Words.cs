using System.Collections.Frozen;
using System.Text.Json;
using Followup.Shared.Json;
using Followup.Shared.Keys;

namespace Followup.Shared.Languages;

/// <summary>
/// What pages and mails say in one language: <c>words.{tag}.json</c>, flat, with {0} for what is put in. No sentence depends on a number,
/// because Arabic alone has six forms of plural.
/// </summary>
public sealed class Words
{
    private static readonly FrozenDictionary<string, Words> All =
        Language.All.ToFrozenDictionary(language => language.Tag, language => new Words(language));

    private readonly FrozenDictionary<string, string> texts;

    private Words(Language language)
    {
        Language = language;
        using var file = typeof(Words).Assembly.GetManifestResourceStream($"words.{language.Tag}.json")!;
        texts = JsonSerializer.Deserialize<Dictionary<string, string>>(file)!.ToFrozenDictionary();
    }

    public Language Language { get; }

    public IEnumerable<string> Keys => texts.Keys;

    public static Words In(Language language) => All[language.Tag];

    /// <exception cref="KeyNotFoundException">There is no such text; the tests render everything in every language.</exception>
    public string this[string key] =>
        texts.TryGetValue(key, out var text)
            ? text
            : throw new KeyNotFoundException($"words.{Language.Tag}.json has no text '{key}'.");

    public string this[string key, params object[] arguments]
    {
        get
        {
            object[] inserted = Language.IsRightToLeft ? [.. arguments.Select(Isolated)] : arguments;
            return string.Format(Language.Culture, this[key], inserted);
        }
    }

    /// <summary>
    /// A name or title from left to right must not reorder the quotes and marks around it: first strong isolate, pop directional isolate
    /// (UAX 9).
    /// </summary>
    private static object Isolated(object argument) => argument is string text ? $"\u2068{text}\u2069" : argument;

    public string this[Frequency frequency] => this[$"frequency.{Wire.NameOf(frequency)}"];
}
