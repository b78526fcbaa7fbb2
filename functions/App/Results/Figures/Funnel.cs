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
/// Taken by the recipient's server, as the mail provider says; none where the provider sends us no events. Null, as the counts below it,
/// where it is fewer than eight.
/// </param>
/// <param name="Closed">Asked, and not answered by the closing date.</param>
/// <param name="Withdrawn">The person left, or the manager said that it is not theirs to answer.</param>
public sealed record Funnel(
    int Completed,
    int NotAsked,
    int NoRecipient,
    int Scheduled,
    int Sent,
    int? Delivered,
    int? Closed,
    int? Undeliverable,
    int? OptedOut,
    int? Withdrawn)
{
    /// <summary>Fewer than this are not told, none neither.</summary>
    public const int Fewest = 8;
}
