using System.Text.RegularExpressions;
using Followup.Shared.Http;
using Followup.Shared.Keys;
using NodaTime;
using NodaTime.TimeZones;

namespace Followup.People;

/// <summary>Reads a person from the cells of a row.</summary>
public static partial class PersonReader
{
    public static readonly string[] Columns =
        ["id", "email", "name", "managerId", "timeZone", "language", "department", "role", "active"];

    private const int Longest = 200;

    public static (PersonRow? Person, FieldError? Error) Read(Func<string, string?> cell)
    {
        string Text(string column) => cell(column)?.Trim() ?? "";
        string? Optional(string column) => Text(column) is { Length: > 0 } text ? text : null;
        static (PersonRow?, FieldError?) Rejected(string field, string reason) => (null, new(field, reason));

        if (Columns.FirstOrDefault(column => Text(column).Length > Longest) is { } tooLong)
            return Rejected(tooLong, $"This is longer than {Longest} characters.");
        if (Text("id") == "") return Rejected("id", "Every person needs an id: the one your HR system uses.");
        if (Text("name") == "") return Rejected("name", "Every person needs a name: mails greet by it.");
        if (!Address().IsMatch(Text("email"))) return Rejected("email", "This is not an e-mail address.");
        var zone = Optional("timeZone");
        if (zone is not null && Iana(zone) is null)
            return Rejected("timeZone", $"'{Text("timeZone")}' is no time zone; use an IANA name such as Europe/Berlin.");
        if (Active(Text("active")) is not { } active) return Rejected("active", $"'{Text("active")}' is neither true nor false.");
        var person = new PersonRow
        {
            PartitionKey = PersonKey.Of(Text("id")),
            Id = Text("id"),
            Email = Text("email"),
            Name = Text("name"),
            ManagerKey = Optional("managerId") is { } manager ? PersonKey.Of(manager) : null,
            TimeZone = zone is null ? null : Iana(zone),
            Language = Optional("language"),
            Department = Optional("department"),
            Role = Optional("role"),
            Active = active,
        };
        return (person, null);
    }

    /// <summary>HR systems give IANA or Windows names of time zones; IANA names are kept.</summary>
    private static string? Iana(string name)
    {
        if (DateTimeZoneProviders.Tzdb.GetZoneOrNull(name) is not null) return name;
        return TzdbDateTimeZoneSource.Default.WindowsMapping.PrimaryMapping.TryGetValue(name, out var iana) ? iana : null;
    }

    private static bool? Active(string text) => text.ToLowerInvariant() switch
    {
        "" or "true" or "1" or "yes" => true,
        "false" or "0" or "no" => false,
        _ => null,
    };

    [GeneratedRegex(@"^[^\s@,;<>""]+@[^\s@,;<>""]+$")]
    private static partial Regex Address();
}
