namespace Followup.People;

/// <summary>One cell that is not as it should be.</summary>
/// <param name="Value">What stands in it, or its beginning.</param>
/// <param name="Reason">What is wrong, what became of it, and what to do.</param>
public sealed record CellFault(string Field, string? Value, string Reason)
{
    private const int MostShown = 100;

    /// <summary>Of a row of a file that lists everybody, about somebody who was missing from one before, or has left.</summary>
    public static readonly CellFault StaysAway =
        new("active", "", "This person stays not active, because the row does not say; write true if they are here.");

    public static CellFault Of(string field, string? value, string reason) =>
        new(field, value is { Length: > MostShown } ? value[..MostShown] + "…" : value, reason);
}

/// <summary>What became of one row.</summary>
/// <param name="Line">The line on which it begins.</param>
/// <param name="Verdict">created, updated, unchanged or rejected; in a dry run, what would be.</param>
/// <param name="Field">The column that a row was rejected for.</param>
/// <param name="Value">What stands there.</param>
/// <param name="Reason">Why a row was rejected, and what to do.</param>
public sealed record PersonVerdict(
    int Line, string? Id, string Verdict, string? Field = null, string? Value = null, string? Reason = null,
    IReadOnlyList<CellFault>? Warnings = null)
{
    public const string Created = "created", Updated = "updated", Unchanged = "unchanged", Rejected = "rejected";

    public static PersonVerdict RejectedFor(int line, string? id, CellFault fault, IReadOnlyList<CellFault>? warnings = null) =>
        new(line, id, Rejected, fault.Field, fault.Value, fault.Reason, warnings is { Count: > 0 } ? warnings : null);
}
