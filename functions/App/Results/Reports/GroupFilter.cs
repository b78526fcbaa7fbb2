using Followup.Shared.Keys;

namespace Followup.Results.Reports;

/// <summary>A group to look at: of one dimension at most.</summary>
public sealed record GroupFilter(MonthRange Months = default, string? Department = null, string? Role = null)
{
    public static readonly GroupFilter None = new();

    public Dimension Dimension
    {
        get
        {
            if (Department is not null) return Dimension.Department;
            if (Role is not null) return Dimension.Role;
            return Months.IsAll ? Dimension.All : Dimension.Month;
        }
    }
}
