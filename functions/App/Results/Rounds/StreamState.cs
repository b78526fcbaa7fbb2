namespace Followup.Results.Rounds;

/// <summary>How far a stream is.</summary>
/// <param name="Version">A version of the program that has the stream's wording.</param>
public sealed record StreamState(StreamKey Key, int Version)
{
    /// <summary>Rounds that were held.</summary>
    public int Rounds { get; init; }

    /// <summary>Of its answers, those final by then have taken part in a round, or moved to the others.</summary>
    public DateTimeOffset Until { get; init; }

    /// <summary>Of a group: of its answers, those final by then have moved to the others; default where none have.</summary>
    public DateTimeOffset MovedUntil { get; init; }

    /// <summary>Who waits: <see cref="ReleaseRule.Waiting"/> from the first round on, empty places among them.</summary>
    public IReadOnlyList<Place> Waiting { get; init; } = [];

    /// <summary>Of others: answers of groups that were too small for half a year, and have taken part in no round yet.</summary>
    public IReadOnlyList<Moved> Moved { get; init; } = [];

    /// <summary>Of others: all groups that ever went in, in order.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];
}

/// <summary>The place of an answer that waits.</summary>
/// <param name="Person">Who answered: only answers of different people wait. A random id where the person was erased.</param>
/// <param name="Response">
/// Partition and row of the response, with a bar between. Null where it was erased: the place stays and waits for ever, or its absence
/// would tell what it held.
/// </param>
public sealed record Place(string Person, string? Response = null);

/// <summary>The answers of a group that became final after one moment, up to another.</summary>
/// <param name="Stream">Their own stream's id.</param>
public sealed record Moved(string Stream, DateTimeOffset From, DateTimeOffset Until)
{
    public bool Holds(FinalAnswer answer) => answer.Stream.Id == Stream && answer.FinalAt > From && answer.FinalAt <= Until;
}
