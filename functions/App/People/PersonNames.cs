using System.Text.RegularExpressions;
using Followup.Shared.Languages;

namespace Followup.People;

/// <summary>What people are called in mails and on pages.</summary>
public static partial class PersonNames
{
    /// <summary>
    /// The name as it is said, on one line: "Okafor, Chidi" is Chidi Okafor. It holds none of <c>, ; " &lt; &gt;</c>, because
    /// SendGrid takes a mail whose display name holds a comma or a semicolon, and drops it:
    /// https://github.com/sendgrid/sendgrid-csharp/issues/268
    /// </summary>
    public static string DisplayName(PersonRow person)
    {
        var name = OneLine.Of(Address().Replace(person.Name, " "));
        return Clean(NameOrder.Natural(name)) is { Length: > 0 } said ? said : Clean(person.Id);
    }

    /// <summary>What mails greet by: the given name, else the whole name. Which word of it would do, nobody can tell.</summary>
    public static string Greeting(PersonRow person) =>
        person.GivenName is { } given && Clean(given) is { Length: > 0 } name ? name : DisplayName(person);

    /// <summary>
    /// The display names of these people by key, with what tells those of one name apart: the department, or else the role, or else the
    /// employee id, as in "Anna Schmidt (Claims)".
    /// </summary>
    public static IReadOnlyDictionary<string, string> ToldApart(IEnumerable<PersonRow> people) => people
        .DistinctBy(person => person.Key)
        .GroupBy(DisplayName, StringComparer.InvariantCultureIgnoreCase)
        .SelectMany(ToldApart)
        .ToDictionary(named => named.Key, named => named.Name);

    private static IEnumerable<(string Key, string Name)> ToldApart(IGrouping<string, PersonRow> ofOneName)
    {
        List<PersonRow> people = [.. ofOneName];
        if (people.Count == 1) return [(people[0].Key, DisplayName(people[0]))];
        List<string>[] marks =
        [
            people.ConvertAll(person => Clean(person.Department ?? "")),
            people.ConvertAll(person => Clean(person.Role ?? "")),
            people.ConvertAll(person => person.Id),
        ];
        var mark = Array.Find(marks, AreDistinct) ?? marks[^1];
        return people.Zip(mark, (person, text) => (person.Key, text == "" ? DisplayName(person) : $"{DisplayName(person)} ({text})"));
    }

    private static bool AreDistinct(List<string> marks) =>
        marks.Distinct(StringComparer.InvariantCultureIgnoreCase).Count() == marks.Count;

    private static string Clean(string text) => OneLine.Of(Unsaid().Replace(Address().Replace(text, " "), " "));

    [GeneratedRegex("[,;，；،؛\"<>]")]
    private static partial Regex Unsaid();

    /// <summary>As mail programs write one behind a name.</summary>
    [GeneratedRegex("<[^<>]*@[^<>]*>")]
    private static partial Regex Address();
}
