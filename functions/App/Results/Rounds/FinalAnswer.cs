namespace Followup.Results.Rounds;

/// <summary>An answer that cannot change any more, or will not once <paramref name="FinalAt"/> has come.</summary>
/// <param name="Response">Partition and row of the response, with a bar between.</param>
/// <param name="Version">The program's version that was answered.</param>
/// <param name="Person">The key of who answered.</param>
/// <param name="Learner">The key of whom it is about.</param>
/// <param name="Group">The group's name, also where it is counted with others from the start.</param>
/// <param name="Tally">All that it adds to what is counted.</param>
public sealed record FinalAnswer(
    StreamKey Stream,
    string Response,
    int Version,
    string Person,
    string Learner,
    string Group,
    DateTimeOffset FinalAt,
    Tally Tally);
