using Followup.Shared.Keys;

namespace Followup.People;

/// <summary>A row that could be read, on its way into the table.</summary>
internal sealed class ImportCandidate(int slot, PersonEntry entry)
{
    /// <summary>Where its verdict goes.</summary>
    public int Slot => slot;

    public PersonEntry Entry => entry;

    /// <summary>As stored; null for somebody new.</summary>
    public PersonRow? Before { get; private set; }

    /// <summary>As the row leaves them.</summary>
    public PersonRow Person { get; private set; } = null!;

    public CellFault? Fault { get; private set; }

    public string Key => Person.Key;

    /// <summary>Null for no address.</summary>
    public string? AddressKey { get; private set; }

    /// <summary>To whom the address leads: the person's key; null for nobody.</summary>
    public string? Owner { get; private set; }

    /// <summary>Who that is, if somebody else.</summary>
    public PersonRow? OwnerRow { get; private set; }

    /// <summary>Of what is stored.</summary>
    public List<CellFault> Warnings { get; } = [];

    /// <summary>Whether the row gives the person another id than the stored one.</summary>
    public bool Renames => Before is not null && PersonKey.Of(Before.Id) != entry.Key;

    /// <summary>Whether the address is to lead to this person: everybody active has theirs; others only what is nobody else's.</summary>
    public bool HasAddress => Person.Active || Owner is null || Owner == Key;

    /// <summary>
    /// Whoever is not active does not take up an address later that has become free: it would be another change in every file.
    /// </summary>
    public bool IsUnchanged => Before is not null && Person.SaysTheSameAs(Before) && (!Person.Active || Owner == Key);

    /// <summary>As if nobody were stored.</summary>
    public bool IsCompleteAlone => entry.PreviousId is null && entry.Over(null) is { Fault: null, Person.Email: not "" };

    public void TakeAsNew() => Merge(null);

    /// <summary>Reads what is stored, and says how the row changes it.</summary>
    /// <param name="looksForLater">Whether anybody was renamed before.</param>
    public async Task LookUpAsync(PersonStore people, bool looksForLater, CancellationToken ct)
    {
        var before = await people.FindByIdAsync(entry.Key, looksForLater, ct);
        var previous = entry.PreviousId is { } id ? await people.FindByIdAsync(PersonKey.Of(id), looksForLater, ct) : null;
        Warnings.Clear();
        Merge(before ?? previous);
        Fault ??= FaultOfIds(before, previous);
        if (entry.PreviousId is { } unknown && previous is null)
        {
            const string Reason = "Nobody has or had this id, so there is nobody to rename; is it the right one?";
            Warnings.Add(CellFault.Of("previousId", unknown, Reason));
        }
        if (before is not null && before.Id != entry.Id && PersonKey.Of(before.Id) == entry.Key)
            Warnings.Add(CellFault.Of("id", entry.Id, $"This is '{before.Id}', because case does not count; is it the same person?"));
        if (AddressKey is null) return;
        Owner = await people.OwnerOfKeyAsync(AddressKey, ct);
        OwnerRow = Owner is not null && Owner != Key ? await people.FindAsync(Owner, ct) : null;
    }

    private void Merge(PersonRow? before)
    {
        Before = before;
        (Person, Fault) = entry.Over(before);
        if (!Person.IdKeys.Contains(entry.Key)) Person.Names = Person.Names is null ? entry.Key : $"{Person.Names},{entry.Key}";
        AddressKey = Person.Email == "" ? null : PersonKey.Of(Person.Email);
        (Owner, OwnerRow) = (null, null);
    }

    private CellFault? FaultOfIds(PersonRow? before, PersonRow? previous)
    {
        if (before is null) return null;
        if (previous is not null && previous.Key != before.Key)
        {
            return CellFault.Of(
                "previousId", entry.PreviousId,
                $"'{entry.Id}' and this are two people by now; take previousId out of the row, or erase one of them.");
        }
        return previous is null && PersonKey.Of(before.Id) != entry.Key
            ? CellFault.Of("id", entry.Id, $"This person has the id '{before.Id}' by now; use it, or take the row out.")
            : null;
    }
}
