using Followup.Shared.Keys;

namespace Followup.People;

/// <summary>Whom a row names as manager, for when the file is read to its end: the manager may come further down.</summary>
/// <param name="Slot">Of the row's verdict.</param>
/// <param name="Value">As it was written; null for nothing that was warned of already.</param>
internal sealed record NamedManager(int Slot, string LearnerKey, string? Value)
{
    /// <summary>Null where the row says nothing of a manager, or that there is none.</summary>
    public static NamedManager? Of(ImportCandidate one)
    {
        if (one.Entry.HasNothingForManager) return new(one.Slot, one.Key, null);
        return one.Entry.NamesManager(out var manager) && manager is not null ? new(one.Slot, one.Key, manager) : null;
    }

    public string Key => PersonKey.Of(Value ?? "");
}
