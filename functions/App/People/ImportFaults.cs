namespace Followup.People;

/// <summary>Why a row of a file cannot stand beside others, or beside what is stored.</summary>
internal static class ImportFaults
{
    public static CellFault Same(ImportCandidate one, int line) => CellFault.Of(
        "id", one.Entry.Id, $"This is the person of line {line}, under another id; take one of the rows out.");

    public static CellFault Shared(ImportCandidate one, int line) => CellFault.Of(
        "email", one.Person.Email,
        $"This address stands in the file twice, first on line {line}; the first row counts. An address is one person's, because a "
        + "check-in must reach that person only: give everybody active their own, or have one of them not active.");

    public static CellFault Taken(ImportCandidate one) => CellFault.Of(
        "email", one.Person.Email,
        "This address belongs to another person who is active. If it is the same person with a new id, name the old one in the column "
        + "previousId; else give the other another address, or have the other not active, in this file or before.");
}
