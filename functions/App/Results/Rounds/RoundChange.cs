namespace Followup.Results.Rounds;

/// <summary>What one day changes of a stream.</summary>
/// <param name="State">As it is to be.</param>
/// <param name="Round">Null where none is held.</param>
public sealed record RoundChange(StreamState State, Round? Round)
{
    /// <summary>Of others: the groups whose answers move in, as they are to be.</summary>
    public IReadOnlyList<StreamState> Left { get; init; } = [];
}

/// <summary>A round that was held: it never changes.</summary>
/// <param name="Number">Of the stream's rounds, from 1.</param>
/// <param name="Counted">What was counted in it.</param>
/// <param name="Waiting">Answers, and empty places, that wait after it.</param>
/// <param name="Names">Of others: all groups that ever went in by then.</param>
public sealed record Round(
    StreamKey Stream, int Version, int Number, DateOnly Day, Tally Counted, int Waiting, IReadOnlyList<string> Names)
{
    /// <summary>Whether those who waited before it are never counted: see <see cref="RoundKind"/>.</summary>
    public bool BeginsAnew { get; init; }

    /// <summary>Of its group, by its day.</summary>
    public Asked Group { get; init; } = new();

    /// <summary>Of the whole wave and audience, by its day.</summary>
    public Asked All { get; init; } = new();
}
