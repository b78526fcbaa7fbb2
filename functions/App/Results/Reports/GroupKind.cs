namespace Followup.Results.Reports;

/// <summary>What figures are of.</summary>
public enum GroupKind
{
    /// <summary>Everybody together.</summary>
    All,
    Department,
    Role,

    /// <summary>Groups that are too small alone, counted together.</summary>
    Others,

    /// <summary>All who were counted on one round day.</summary>
    Round,
}
