namespace Followup.Shared.Keys;

/// <summary>
/// How often a behavior was shown in the last two weeks, in this order. A behavior observation scale (Latham and Wexley 1977): the steps
/// are named, never averaged. In JSON and in tables as <c>almost-never</c>, <c>rarely</c>, <c>sometimes</c>, <c>often</c>,
/// <c>almost-always</c>.
/// </summary>
public enum Frequency
{
    AlmostNever,
    Rarely,
    Sometimes,
    Often,
    AlmostAlways,
}
