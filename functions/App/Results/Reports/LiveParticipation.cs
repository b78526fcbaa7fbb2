namespace Followup.Results.Reports;

/// <summary>
/// How many completed a program, were asked and have answered by now: it moves with each answer, so nothing else that is shown holds any of
/// it.
/// </summary>
public sealed record LiveParticipation(string Program, string Title, DateOnly NextRound, IReadOnlyList<LiveWave> Waves);

public sealed record LiveWave(string Wave, LiveCounts Learners, LiveCounts Managers);

/// <summary>Of one audience; a manager counts once for each report.</summary>
/// <param name="Asked">Invitations that were mailed, or answered before; open ones too.</param>
/// <param name="Answered">Also those that may still be changed.</param>
public sealed record LiveCounts(int Completed, int Asked, int Answered);
