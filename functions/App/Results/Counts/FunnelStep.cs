namespace Followup.Results.Counts;

/// <summary>
/// How far an invitation came. In this order in every row that is stored: another order is a new <see cref="ResultRow.Shape"/>.
/// </summary>
public enum FunnelStep
{
    Completed,
    NotAsked,
    NoRecipient,
    Scheduled,
    Sent,
    Delivered,
    Answered,
    Closed,
    Undeliverable,
    OptedOut,
    Withdrawn,
}
