using Followup.Shared.Keys;

namespace Followup.People;

/// <summary>
/// Reads a person from the cells of a row. A time zone that is none refuses the row, because mail at the wrong hour cannot be taken back; a
/// language or a country that is none is a warning, because there is one to fall back to, which does no harm.
/// </summary>
public static class PersonReader
{
    public static readonly string[] Columns =
    [
        "id", "email", "name", "givenName", "managerId", "timeZone", "language", "country", "department", "role", "active", "previousId",
    ];

    public static readonly string[] RequiredColumns = ["id"];

    private const int Longest = 200;

    /// <param name="cell">Null for a column that the file does not have.</param>
    /// <param name="words">Those of the file.</param>
    public static (PersonEntry? Entry, CellFault? Fault) Read(int line, Func<string, string?> cell, ActiveWords words)
    {
        var sent = cell("id") ?? "";
        var id = IdText.Clean(sent);
        var fault = id.Length > Longest ? TooLong(Longest) : IdText.FaultOfId(id, sent);
        if (fault is not null) return (null, CellFault.Of("id", sent, fault));
        var entry = new PersonEntry(line, id);
        if (IdText.IsFraction(id))
            Warn(entry, "id", id, "Did a spreadsheet add the fraction? It is kept as it stands; format the column as text.");
        foreach (var column in Columns.Skip(1))
        {
            if (cell(column) is { } text) Read(entry, column, text, words);
        }
        return (entry, null);
    }

    private static void Read(PersonEntry entry, string column, string sent, ActiveWords words)
    {
        var text = column switch
        {
            "email" => IdText.Clean(sent, isAddress: true),
            "managerId" or "previousId" => IdText.Clean(sent),
            _ => CellText.Clean(sent, keepsJoiners: true),
        };
        var longest = column is "email" or "managerId" ? IdText.LongestAddress : Longest;
        if (text.Length > longest) Refuse(entry, column, sent, TooLong(longest));
        else if (text == "") Empty(entry, column);
        // Nil and Null are names, too
        else if (CellText.IsNothing(text) && !(column is "name" or "givenName" && text.All(char.IsLetter))) Nothing(entry, column, sent);
        else ReadText(entry, column, sent, text, words);
    }

    private static void Empty(PersonEntry entry, string column)
    {
        if (column is not ("active" or "previousId")) entry.Say(column, null);
    }

    private static void Nothing(PersonEntry entry, string column, string sent)
    {
        if (column is "email" or "name" or "active")
        {
            Refuse(entry, column, sent, $"This is what a spreadsheet or a database writes where it has nothing; put the {column} there.");
            return;
        }
        Empty(entry, column);
        if (column == "managerId") entry.HasNothingForManager = true;
        var then = column == "managerId" ? "; nobody is asked as manager. Name one by id or address, or leave the cell empty" : "";
        Warn(entry, column, sent, $"This is read as nothing{then}.");
    }

    private static void ReadText(PersonEntry entry, string column, string sent, string text, ActiveWords words)
    {
        switch (column)
        {
            case "email" when !IdText.IsAddress(text) || Mojibake.Mend(text) != text:
                Refuse(entry, column, sent, "This is not an e-mail address, and mail would not arrive; write it as name@company.example.");
                break;
            case "previousId" when IdText.FaultOfId(text, sent) is { } fault:
                Refuse(entry, column, sent, fault);
                break;
            case "previousId":
                entry.PreviousId = PersonKey.Of(text) == entry.Key ? null : text;
                break;
            case "timeZone" when PlaceNames.TimeZone(text) is null:
                Refuse(entry, column, sent, $"'{text}' is no time zone; use an IANA name such as Europe/Berlin.");
                break;
            case "active" when words.Read(text) is null:
                const string Words = $"write true or false, or one of: {ActiveWords.Known}.";
                Refuse(entry, column, sent, $"'{text}' is not known to mean active or not; {Words}");
                break;
            case "active":
                entry.Active = words.Read(text);
                break;
            case "country" when PlaceNames.Country(text) is null:
                Warn(entry, column, sent, "This is no country of ISO 3166-1, and is not stored; use two letters, such as DE, or GB.");
                break;
            case "language":
                var (tag, warning) = PlaceNames.Language(text);
                if (tag is not null) entry.Say(column, tag);
                if (warning is not null) Warn(entry, column, sent, warning);
                break;
            case "name" or "givenName" or "department" or "role":
                SayText(entry, column, sent);
                break;
            default:
                entry.Say(column, column switch
                {
                    "timeZone" => PlaceNames.TimeZone(text),
                    "country" => PlaceNames.Country(text),
                    _ => text,
                });
                break;
        }
    }

    private static void SayText(PersonEntry entry, string column, string sent)
    {
        var mended = Mojibake.Mend(sent);
        var text = CellText.Clean(mended, keepsJoiners: true);
        entry.Say(column, text);
        if (mended != sent)
            Warn(entry, column, sent, $"UTF-8 was read as Windows-1252 before; it is taken as '{text}'. Export the file as CSV UTF-8.");
        else if (text.Contains('\uFFFD', StringComparison.Ordinal))
            Warn(entry, column, sent, "Letters were lost before, and it is kept as it stands; export the file again as CSV UTF-8.");
    }

    private static string TooLong(int longest) => $"This is longer than {longest} characters.";

    private static void Refuse(PersonEntry entry, string column, string sent, string reason) =>
        entry.Faults.Add(CellFault.Of(column, sent, reason));

    private static void Warn(PersonEntry entry, string column, string sent, string reason) =>
        entry.Warnings.Add(CellFault.Of(column, sent, reason));
}
