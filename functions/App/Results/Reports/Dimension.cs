namespace Followup.Results.Reports;

/// <summary>By what completions are grouped: one of these at a time, so that groups do not become too small.</summary>
public enum Dimension
{
    All,
    Month,
    Department,
    Role,
}
