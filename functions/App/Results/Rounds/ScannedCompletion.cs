using Followup.Programs;
using Followup.Rows;
using Followup.Shared.Keys;

namespace Followup.Results.Rounds;

/// <summary>A completion that was answered about, with what everybody said of it in all waves.</summary>
public sealed record ScannedCompletion(FollowupRow Followup, IReadOnlyList<ScannedAnswer> Answers);

/// <summary>One answer.</summary>
/// <param name="Asked">The wording that was answered.</param>
/// <param name="Person">The key of who answered.</param>
/// <param name="Key">Partition and row of the response, with a bar between.</param>
public sealed record ScannedAnswer(
    ResponseKey Response, string Key, StoredProgram Asked, Answers Answers, string Person, DateTimeOffset FinalAt, CountsIn CountsIn,
    string? Department, string? Role);
