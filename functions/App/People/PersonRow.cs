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
    public string Email { get; set; } = "";
    public string Name { get; set; } = "";

    /// <summary>The <see cref="PersonKey"/> of the manager's id; null for nobody.</summary>
    public string? ManagerKey { get; set; }

    /// <summary>IANA id; null for the default zone.</summary>
    public string? TimeZone { get; set; }

    /// <summary>BCP 47 tag; null for English.</summary>
    public string? Language { get; set; }
    public string? Department { get; set; }
    public string? Role { get; set; }
    public bool Active { get; set; } = true;

    [IgnoreDataMember]
    public string Key => PartitionKey;

    /// <summary>The person of a row read as an entity, among other rows of its partition.</summary>
    public static PersonRow Of(TableEntity row) => new()
    {
        PartitionKey = row.PartitionKey,
        Timestamp = row.Timestamp,
        ETag = row.ETag,
        Id = row.GetString(nameof(Id)),
        Email = row.GetString(nameof(Email)),
        Name = row.GetString(nameof(Name)),
        ManagerKey = row.GetString(nameof(ManagerKey)),
        TimeZone = row.GetString(nameof(TimeZone)),
        Language = row.GetString(nameof(Language)),
        Department = row.GetString(nameof(Department)),
        Role = row.GetString(nameof(Role)),
        Active = row.GetBoolean(nameof(Active)) ?? true,
    };

    public bool SaysTheSameAs(PersonRow other) => Values() == other.Values();

    private (string, string, string, string?, string?, string?, string?, string?, bool) Values() =>
        (Id, Email, Name, ManagerKey, TimeZone, Language, Department, Role, Active);
}
