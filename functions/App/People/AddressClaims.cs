namespace Followup.People;

/// <summary>
/// Who has which address once the file is read to its end. An address is one active person's: a check-in reaches one person only, so people
/// who share a mailbox cannot be asked. Somebody gives an address up by a row with another one, or by not being active; a row that needs
/// one before that is put off to the end of the file.
/// </summary>
internal sealed class AddressClaims
{
    private sealed record End(string? Address, bool Active, int Line);

    /// <summary>People as the file leaves them, by key.</summary>
    private readonly Dictionary<string, End> ends = [];

    /// <summary>Who active asked for an address first, by its key.</summary>
    private readonly Dictionary<string, (string Person, int Line)> claims = [];

    /// <summary>People by the key of the id that the file gives them.</summary>
    private readonly Dictionary<string, string> renamed = [];

    private readonly HashSet<string> putOff = [];

    /// <summary>The line of a row about this person that is settled; null for none.</summary>
    public int? LineAbout(string personKey) => ends.TryGetValue(personKey, out var end) ? end.Line : null;

    /// <summary>Whether somebody is active at the end of the file; null for whom it does not tell about.</summary>
    public bool? IsActive(string personKey) => ends.TryGetValue(personKey, out var end) ? end.Active : null;

    /// <summary>Who has an address, or a new id, at the end of the file; null for what it does not tell about.</summary>
    public string? PersonAt(string nameKey) =>
        renamed.TryGetValue(nameKey, out var person) ? person
        : claims.TryGetValue(nameKey, out var claim) && ends.ContainsKey(claim.Person) ? claim.Person : null;

    /// <summary>Whether somebody who is stored with this address has another one by the file.</summary>
    public bool HasGivenUp(PersonRow person, string addressKey) =>
        !person.IdKeys.Contains(addressKey) && ends.TryGetValue(person.Key, out var end) && end.Address is { } now && now != addressKey;

    /// <summary>Somebody who is missing from a whole file.</summary>
    public void Leaves(PersonRow person) => ends[person.Key] = new(null, Active: false, 0);

    /// <summary>
    /// The line of another row about somebody active with the address; null for none, or where the address is theirs already.
    /// </summary>
    public int? LineOfOther(ImportCandidate one)
    {
        if (!one.Person.Active || one.AddressKey is null || !claims.TryGetValue(one.AddressKey, out var claim)) return null;
        var isTheirsAlready = putOff.Contains(claim.Person) && one.Owner == one.Key;
        return claim.Person == one.Key || isTheirsAlready ? null : claim.Line;
    }

    /// <summary>Whether somebody else active has the address by this file: it must not lead to a leaver who had it before.</summary>
    public bool IsSomebodyElses(ImportCandidate one) =>
        !one.Person.Active && one.AddressKey is not null && claims.TryGetValue(one.AddressKey, out var claim) && claim.Person != one.Key;

    public void PutOff(ImportCandidate one)
    {
        putOff.Add(one.Key);
        if (one.Person.Active && one.AddressKey is not null) claims.TryAdd(one.AddressKey, (one.Key, one.Entry.Line));
    }

    public bool IsPutOff(string personKey) => putOff.Contains(personKey);

    public void Settle(ImportCandidate one)
    {
        ends[one.Key] = new(one.AddressKey, one.Person.Active, one.Entry.Line);
        if (one.Entry.Key != one.Key) renamed[one.Entry.Key] = one.Key;
        if (one.Person.Active && one.AddressKey is not null) claims[one.AddressKey] = (one.Key, one.Entry.Line);
    }

    /// <summary>
    /// Whether somebody else active has the address; null where a row further down may still change it.
    /// </summary>
    public bool? IsTaken(ImportCandidate one)
    {
        if (!one.Person.Active || one.AddressKey is null || one.OwnerRow is not { } owner) return false;
        if (ends.TryGetValue(owner.Key, out var end)) return end.Active && end.Address == one.AddressKey;
        return owner.Active && owner.IsNamedBy(one.AddressKey) ? null : false;
    }

    /// <summary>
    /// At the end of the file: those that were put off and whose address is free, or becomes free by others of them. Swaps and rings do.
    /// </summary>
    public IReadOnlySet<ImportCandidate> Granted(IEnumerable<ImportCandidate> candidates)
    {
        var granted = candidates.ToDictionary(one => one.Key);
        bool HasToWait(ImportCandidate one)
        {
            if (IsTaken(one) is { } isTaken) return isTaken;
            return !granted.TryGetValue(one.OwnerRow!.Key, out var owner) || (owner.Person.Active && owner.AddressKey == one.AddressKey);
        }
        while (granted.Values.Where(HasToWait).ToList() is { Count: > 0 } refused)
        {
            foreach (var one in refused) granted.Remove(one.Key);
        }
        return granted.Values.ToHashSet();
    }
}
