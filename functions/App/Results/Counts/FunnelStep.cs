namespace Followup.Results.Counts;

/// <summary>
/// How far an invitation came. In this order in every <see cref="Tally"/> that is stored: another order is a new
/// <see cref="ResultRow.Shape"/>.
/// </summary>
public enum FunnelStep
{
    Completed,
    NotAsked,
    NoRecipient,
    Scheduled,
    Sent,
    Delivered,
    Closed,
    Undeliverable,
    OptedOut,
    Withdrawn,
}
