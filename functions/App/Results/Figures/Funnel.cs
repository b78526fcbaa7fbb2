namespace Followup.Results.Figures;

/// <summary>
/// How far one audience's invitations of one wave came, and where the others were lost. Counts of people, except that a manager counts once
/// for each report.
/// </summary>
/// <param name="Completed">Completions that came in.</param>
/// <param name="NotAsked">
/// Completions about which nobody is asked in this wave: the person is not active, the learner trained again, the program asks nobody, the
/// completion came too late for it, or the wave was added after they completed.
/// </param>
/// <param name="NoRecipient">The learner is asked, and no manager is known.</param>
/// <param name="Scheduled">Invitations there are.</param>
/// <param name="Delivered">
/// Taken by the recipient's server, as the mail provider says; none where the provider sends us no events.
/// </param>
/// <param name="Answered">Null where fewer than five answered.</param>
/// <param name="Closed">
/// Asked, and not answered by the closing date. Null where <paramref name="Answered"/> is, because it would tell that number.
/// </param>
/// <param name="Withdrawn">The person left, or the manager said that it is not theirs to answer.</param>
/// <param name="Open">
/// Still on its way: not due yet, or not answered and not closed yet. Null where <paramref name="Answered"/> is, for the same reason.
/// </param>
public sealed record Funnel(
    int Completed,
    int NotAsked,
    int NoRecipient,
    int Scheduled,
    int Sent,
    int Delivered,
    int? Answered,
    int? Closed,
    int Undeliverable,
    int OptedOut,
    int Withdrawn,
    int? Open);
