using System.Runtime.Serialization;
using Azure;
using Azure.Data.Tables;
using Followup.Shared.Keys;

namespace Followup.People;

/// <summary>A person as the HR system last said. The only table that holds names and addresses.</summary>
public sealed class PersonRow : ITableEntity
{
    /// <summary>The person's <see cref="PersonKey"/>.</summary>
    public string PartitionKey { get; set; } = "";
    public string RowKey { get; set; } = "person";
    public DateTimeOffset? Timestamp { get; set; }
    public ETag ETag { get; set; }

    public string Id { get; set; } = "";

    /// <summary>
    /// Keys of the ids that the person was given after the first, by commas: under each is a row that points here, as there is for the
    /// address. The person's own key stays that of the first id.
    /// </summary>
    public string? Names { get; set; }

    /// <summary>Empty for somebody not active who never had one. Where somebody active has the same by now, it names that one.</summary>
    public string Email { get; set; } = "";
    public string Name { get; set; } = "";

    /// <summary>What mails greet by; null for the whole name.</summary>
    public string? GivenName { get; set; }

    /// <summary>The <see cref="PersonKey"/> of the manager's id or address, whichever HR gave; null for nobody.</summary>
    public string? ManagerKey { get; set; }

    /// <summary>The manager's id or address as HR gave it, so that the worklist can say what names nobody.</summary>
    public string? ManagerId { get; set; }

    /// <summary>IANA id; null for the default zone.</summary>
    public string? TimeZone { get; set; }

    /// <summary>BCP 47 tag; null for English.</summary>
    public string? Language { get; set; }

    /// <summary>ISO 3166-1 alpha-2, in capitals: whose weekends and holidays count; null for Saturdays and Sundays alone.</summary>
    public string? Country { get; set; }
    public string? Department { get; set; }
    public string? Role { get; set; }
    public bool Active { get; set; } = true;

    [IgnoreDataMember]
    public string Key => PartitionKey;

    /// <summary>The keys of all ids that the person ever had.</summary>
    [IgnoreDataMember]
    public IEnumerable<string> IdKeys => [Key, .. Names?.Split(',') ?? []];

    /// <summary>Whether this key of an id or of an address names this person.</summary>
    public bool IsNamedBy(string? key) => key is not null && (IdKeys.Contains(key) || key == PersonKey.Of(Email));

    /// <summary>The person of a row read as an entity, among other rows of its partition.</summary>
    public static PersonRow Of(TableEntity row) => new()
    {
        PartitionKey = row.PartitionKey,
        Timestamp = row.Timestamp,
        ETag = row.ETag,
        Id = row.GetString(nameof(Id)),
        Names = row.GetString(nameof(Names)),
        Email = row.GetString(nameof(Email)),
        Name = row.GetString(nameof(Name)),
        GivenName = row.GetString(nameof(GivenName)),
        ManagerKey = row.GetString(nameof(ManagerKey)),
        ManagerId = row.GetString(nameof(ManagerId)),
        TimeZone = row.GetString(nameof(TimeZone)),
        Language = row.GetString(nameof(Language)),
        Country = row.GetString(nameof(Country)),
        Department = row.GetString(nameof(Department)),
        Role = row.GetString(nameof(Role)),
        Active = row.GetBoolean(nameof(Active)) ?? true,
    };

    public bool SaysTheSameAs(PersonRow other) => Values() == other.Values();

    /// <summary>Whether what changed since moves what is open about the person: who is asked, when, or whether at all.</summary>
    public bool MovesFrom(PersonRow before) =>
        ManagerKey != before.ManagerKey || MovesReportsFrom(before);

    /// <summary>Whether it moves what is open about those who have the person as manager, too.</summary>
    public bool MovesReportsFrom(PersonRow before) =>
        (Active, TimeZone, Country, Email) != (before.Active, before.TimeZone, before.Country, before.Email);

    private (string, string?, string, string, string?, string?, string?, string?, string?, string?, string?, bool) Values() =>
        (Id, Names, Email, Name, GivenName, ManagerKey, TimeZone, Language, Country, Department, Role, Active);
}
