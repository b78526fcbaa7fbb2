namespace Followup.Programs;

/// <summary>By what the figures of a program are grouped: by one thing only, so that no two groupings can be played off.</summary>
public enum Grouping
{
    Department,
    Role,

    /// <summary>Not at all: one group, of everybody.</summary>
    None,
}
