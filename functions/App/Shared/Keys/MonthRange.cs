using NodaTime;

namespace Followup.Shared.Keys;

/// <summary>Months from one to another, both included; null is open.</summary>
public readonly record struct MonthRange(YearMonth? From = null, YearMonth? To = null)
{
    /// <summary>Whether the range leaves no month out.</summary>
    public bool IsAll => From is null && To is null;

    public bool Contains(YearMonth month) => IsNotBefore(month) && IsNotAfter(month);

    private bool IsNotBefore(YearMonth month) => From is not { } from || month >= from;

    private bool IsNotAfter(YearMonth month) => To is not { } to || month <= to;
}
