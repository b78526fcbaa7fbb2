using System.Text.RegularExpressions;
using Followup.Shared.Languages;

namespace Followup.Programs;

/// <summary>
/// The words of <see cref="ProgramLint"/>. Two behaviors in one statement are found by a conjunction before a further verb, of a list of
/// common ones: the form of a word alone does not tell a verb from a noun ("names and numbers"). Better one statement missed than ten too
/// many.
/// </summary>
internal static class LintWords
{
    private const string Vague =
        "nobody can see this in the daily work, so two people answer about two things. Name what is done, and with what.";
    private const string Frequent = "how often is what the page asks. Leave it out of the statement.";
    private const string Leading = "this says which answer is right. Name the behavior without judging it.";
    private const string Double = "these look like two behaviors, and one answer cannot tell which is meant. Make them two outcomes.";
    private const string First = "managers are asked the same about somebody else. Say it in the third person.";

    private static readonly Dictionary<string, LintRule[]> ByLanguage = new()
    {
        ["en"] =
        [
            Rule(
                @"\b(and|or|as well as)\s+(then\s+|also\s+)?(checks|uses|tells|says|asks|keeps|names|writes|"
                + @"shares|reviews|reports|documents|explains|informs|removes|notes|applies|tests|compares|verifies|"
                + @"corrects|discusses|plans|gives|makes|takes|sends|marks|logs|protects|updates|avoids|improves|"
                + @"helps|works|knows|understands)\b",
                Double),
            Rule(
                @"\b(understands?|knows?|is aware of|is familiar with|appreciates?|believes?|feels?|has learned|"
                + @"appropriate(ly)?|effective(ly)?|efficient(ly)?|as needed|when necessary|where possible|better|"
                + @"more confident(ly)?|is able to|can)\b",
                Vague),
            Rule(
                @"\b(always|never|regularly|often|rarely|sometimes|usually|frequently|every time|at all times)\b",
                Frequent),
            Rule(
                @"\b(of course|obviously|correctly|properly|successfully|responsibly|should|must|good|best|"
                + @"great)\b",
                Leading),
            Rule(@"\b(I|my|me|we|our)\b", First, RegexOptions.None),
        ],
        ["de"] =
        [
            Rule(
                @"\b(und|oder|sowie)\s+(dann\s+|auch\s+)?(prüft|nutzt|verwendet|sagt|fragt|nennt|schreibt|teilt|"
                + @"dokumentiert|erklärt|informiert|entfernt|vergleicht|verbessert|plant|gibt|macht|sendet|"
                + @"schützt|vermeidet|hilft|weiß|versteht)\b",
                Double),
            Rule(
                @"\b(versteht|weiß|kennt|ist sich bewusst|angemessen\w*|effektiv\w*|effizient\w*|bei Bedarf|"
                + @"wenn nötig|soweit möglich|besser\w*|sicherer|kann|ist in der Lage)\b",
                Vague),
            Rule(
                @"\b(immer|nie|niemals|regelmäßig|oft|häufig|selten|manchmal|stets|jedes Mal)\b",
                Frequent),
            Rule(
                @"\b(natürlich|selbstverständlich|richtig|korrekt|ordnungsgemäß|erfolgreich|"
                + @"verantwortungsvoll|soll|sollte|muss|gut|beste\w*)\b",
                Leading),
            Rule(@"\b(ich|mein\w*|mir|mich|wir|unser\w*)\b", First),
        ],
        ["fr"] =
        [
            Rule(
                @"\b(et|ou|ainsi que)\s+(puis\s+)?(vérifie|utilise|dit|demande|nomme|écrit|partage|documente|"
                + @"explique|informe|supprime|compare|améliore|planifie|donne|envoie|protège|évite|aide|sait|"
                + @"comprend)\b",
                Double),
            Rule(
                @"\b(comprend|sait|connaît|est conscient\w*|approprié\w*|efficace\w*|au besoin|si nécessaire|"
                + @"si possible|mieux|peut|est capable)\b",
                Vague),
            Rule(@"\b(toujours|jamais|régulièrement|souvent|rarement|parfois|à chaque fois)\b", Frequent),
            Rule(
                @"\b(bien sûr|évidemment|correctement|avec succès|doit|devrait|bon\w*|meilleur\w*)\b",
                Leading),
            Rule(@"\b(je|mon|ma|mes|nous|notre|nos)\b|\bj’", First),
        ],
        ["es"] =
        [
            Rule(
                @"\b(y|e|o|u|así como)\s+(luego\s+|también\s+)?(comprueba|usa|utiliza|dice|pregunta|nombra|"
                + @"escribe|comparte|documenta|explica|informa|elimina|compara|mejora|planifica|da|envía|protege|"
                + @"evita|ayuda|sabe|entiende)\b",
                Double),
            Rule(
                @"\b(entiende|comprende|sabe|conoce|es consciente|adecuad\w+|eficaz\w*|eficiente\w*|"
                + @"si es necesario|cuando sea posible|mejor\w*|puede|es capaz)\b",
                Vague),
            Rule(@"\b(siempre|nunca|regularmente|a menudo|rara vez|a veces|cada vez)\b", Frequent),
            Rule(@"\b(por supuesto|obviamente|correctamente|con éxito|debe|debería|buen\w*)\b", Leading),
            Rule(@"\b(yo|mi|mis|nosotros|nuestr\w+)\b", First),
        ],
    };

    public static IReadOnlyList<LintRule> Of(Language language) => ByLanguage.GetValueOrDefault(language.Tag, []);

    private static LintRule Rule(string pattern, string reason, RegexOptions options = RegexOptions.IgnoreCase) =>
        new(new Regex(pattern, options | RegexOptions.CultureInvariant), reason);
}
