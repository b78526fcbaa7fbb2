using Followup.Shared.Keys;

namespace Followup.People;

/// <summary>
/// What a row says about a person. A column that is not in the file leaves what is stored, and so does a cell that cannot be read but need
/// not refuse the row; an empty cell clears.
/// </summary>
public sealed class PersonEntry(int line, string id)
{
    private readonly Dictionary<string, string?> said = [];

    public int Line => line;
    public string Id => id;

    /// <summary>The key of the id; the person's own, unless the person was renamed.</summary>
    public string Key { get; } = PersonKey.Of(id);

    /// <summary>The id by which the person was known before.</summary>
    public string? PreviousId { get; set; }

    /// <summary>Null where the file does not say.</summary>
    public bool? Active { get; set; }

    /// <summary>What refuses the row of somebody active; of a leaver it is only left out.</summary>
    public List<CellFault> Faults { get; } = [];

    public List<CellFault> Warnings { get; } = [];

    /// <summary>Whether the row says who the manager is; null where it says that nobody is.</summary>
    public bool NamesManager(out string? manager) => said.TryGetValue("managerId", out manager);

    /// <summary>Whether what it names as manager is nothing: see <see cref="CellText.IsNothing"/>.</summary>
    public bool HasNothingForManager { get; set; }

    /// <param name="value">Null clears.</param>
    public void Say(string column, string? value) => said[column] = value;

    /// <summary>The person as the row leaves them, or why it cannot.</summary>
    /// <param name="stored">Null for somebody new.</param>
    public (PersonRow Person, CellFault? Fault) Over(PersonRow? stored)
    {
        var manager = Now("managerId", stored?.ManagerId);
        var person = new PersonRow
        {
            PartitionKey = stored?.Key ?? Key,
            Id = id,
            Names = stored?.Names,
            Email = Now("email", stored?.Email) ?? stored?.Email ?? "",
            Name = Now("name", stored?.Name) ?? stored?.Name ?? "",
            GivenName = Now("givenName", stored?.GivenName),
            ManagerId = manager,
            ManagerKey = !said.ContainsKey("managerId") ? stored?.ManagerKey : manager is null ? null : PersonKey.Of(manager),
            TimeZone = Now("timeZone", stored?.TimeZone),
            Language = Now("language", stored?.Language),
            Country = Now("country", stored?.Country),
            Department = Now("department", stored?.Department),
            Role = Now("role", stored?.Role),
            Active = Active ?? stored?.Active ?? true,
        };
        return (person, person.Active ? FaultOfActive(person) : null);
    }

    private string? Now(string column, string? stored) => said.TryGetValue(column, out var value) ? value : stored;

    private CellFault? FaultOfActive(PersonRow person)
    {
        if (Faults.Count > 0) return Faults[0];
        var hasEmpty = (string column, string now) => now == "" || (said.TryGetValue(column, out var value) && value is null);
        if (hasEmpty("email", person.Email))
            return new("email", "", "Somebody active needs an e-mail address; without one nothing can be asked.");
        return hasEmpty("name", person.Name) ? new("name", "", "Every person needs a name: mails greet by it.") : null;
    }
}
