namespace Followup.Tests.Year;

/// <summary>A person as the company's directory has them tonight.</summary>
internal sealed record Employee(string Id, string Email, string Name, string? Manager, string Zone, bool IsActive);

/// <summary>
/// A company in which people come, leave, return and move, and managers change: what happens is drawn, night by night. The directory holds
/// everybody there ever was.
/// </summary>
internal sealed class Company
{
    private static readonly string[] Zones = ["Europe/Berlin", "America/New_York", "Asia/Tokyo", "Asia/Kolkata"];

    private readonly Random random;
    private readonly Dictionary<string, Employee> people = [];

    // what is to happen on later nights
    private readonly List<(int Night, Action Happens)> later = [];
    private int hired;

    public Company(Random random, int size)
    {
        this.random = random;
        // the first ten lead, and lead each other
        for (var i = 0; i < size; i++) Hire();
        foreach (var id in people.Keys.Take(10).ToList()) Change(id, person => person with { Manager = Another(id, ofLeads: true) });
    }

    public IReadOnlyCollection<Employee> People => people.Values;

    public Employee this[string id] => people[id];

    /// <summary>Who is to be asked as somebody's manager.</summary>
    public Employee? ManagerOf(Employee person) =>
        person.Manager is { } id && id != person.Id && people.GetValueOrDefault(id) is { IsActive: true } manager ? manager : null;

    public Employee AnyActive()
    {
        var active = people.Values.Where(person => person.IsActive).ToList();
        return active[random.Next(active.Count)];
    }

    /// <summary>The directory as a file, in whatever order its rows come tonight.</summary>
    public string File()
    {
        var rows = people.Values.ToArray();
        random.Shuffle(rows);
        var lines = rows.Select(person =>
            $"{person.Id},{person.Email},{person.Name},{person.Manager},{person.Zone},{(person.IsActive ? "true" : "false")}");
        return string.Join('\n', lines.Prepend("id,email,name,managerId,timeZone,active"));
    }

    public void Tonight(int night)
    {
        foreach (var (_, happens) in later.FindAll(one => one.Night == night)) happens();
        if (random.Next(3) == 0) Hire();
        if (random.Next(3) == 0) Leave(AnyActive(), night);
        if (random.Next(2) == 0) Move(AnyActive());
        if (random.Next(2) == 0) ChangeManager(AnyActive(), night);
        if (random.Next(40) == 0) LeaveByMistake(AnyActive(), night);
    }

    private void Hire()
    {
        var id = $"e{++hired}";
        var lead = hired <= 10 ? null : Another(id, ofLeads: true);
        people[id] = new(id, $"{id}@company.example", $"Person {id}", lead, Zones[random.Next(Zones.Length)], IsActive: true);
    }

    /// <summary>Somebody leaves; the reports have another manager at once, or some nights later; some return under a new id.</summary>
    private void Leave(Employee leaver, int night)
    {
        Change(leaver.Id, person => person with { IsActive = false });
        var reports = people.Values.Where(person => person.Manager == leaver.Id).Select(person => person.Id).ToList();
        At(night + random.Next(0, 12), night, () => reports.ForEach(id => Change(id, person => person with { Manager = Another(id) })));
        if (random.Next(3) > 0) return;
        At(night + random.Next(5, 60), night, () =>
        {
            var id = $"e{++hired}";
            people[id] = leaver with { Id = id, Name = $"Person {id}", Manager = Another(id) };
        });
    }

    /// <summary>A row of the file was wrong for some nights.</summary>
    private void LeaveByMistake(Employee person, int night)
    {
        Change(person.Id, one => one with { IsActive = false });
        At(night + random.Next(1, 9), night, () => Change(person.Id, one => one with { IsActive = true }));
    }

    private void Move(Employee person) => Change(person.Id, one => one with { Zone = Zones[random.Next(Zones.Length)] });

    /// <summary>Another manager; or nobody, or what names nobody, for some nights.</summary>
    private void ChangeManager(Employee person, int night)
    {
        var manager = random.Next(6) switch
        {
            0 => null,
            1 => "POS-0001234",
            _ => Another(person.Id),
        };
        Change(person.Id, one => one with { Manager = manager });
        if (manager is null or "POS-0001234")
            At(night + random.Next(1, 30), night, () => Change(person.Id, one => one with { Manager = Another(person.Id) }));
    }

    private void At(int then, int tonight, Action happens)
    {
        if (then == tonight) happens();
        else later.Add((then, happens));
    }

    private void Change(string id, Func<Employee, Employee> change) => people[id] = change(people[id]);

    private string Another(string id, bool ofLeads = false)
    {
        var others = people.Values.Where(person => person.IsActive && person.Id != id).Take(ofLeads ? 10 : int.MaxValue).ToList();
        return others[random.Next(others.Count)].Id;
    }
}
