using NodaTime;

namespace Followup.Shared.Keys;

/// <summary>Months from one to another, both included; null is open.</summary>
public readonly record struct MonthRange(YearMonth? From = null, YearMonth? To = null)
{
    /// <summary>Whether it leaves no month out.</summary>
    public bool IsAll => From is null && To is null;

    public bool Contains(YearMonth month) => (From is not { } from || from <= month) && (To is not { } to || month <= to);
}
