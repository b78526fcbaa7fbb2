using Followup.Shared.Http;

namespace Followup.People;

/// <summary>Somebody active whom a whole file does not list.</summary>
public sealed record MissingPerson(string Id, string Name);

/// <summary>What became of a file.</summary>
/// <param name="Rows">A verdict for each row that was taken, in order.</param>
public sealed record ImportOutcome(IReadOnlyList<PersonVerdict> Rows)
{
    /// <summary>Why the rest of the file was not taken, or all of it; null where all was.</summary>
    public FieldError? Error { get; init; }

    /// <summary>From which line on nothing was taken; null where that is not known.</summary>
    public int? Line { get; init; }

    /// <summary>Those who are not active any more because a whole file does not list them; null for other files.</summary>
    public IReadOnlyList<MissingPerson>? Missing { get; init; }

    /// <summary>How many were active before.</summary>
    public int? ActiveBefore { get; init; }

    /// <summary>What of a whole file keeps it from being taken without <c>confirm=true</c>.</summary>
    public FieldError? NeedsConfirmation { get; init; }

    public int Count(string verdict) => Rows.Count(row => row.Verdict == verdict);
}
