namespace Followup.Programs;

/// <summary>Whether people are asked about a program that says what to ask.</summary>
public enum ProgramStatus
{
    Active,

    /// <summary>For a while nobody is asked; completions are kept.</summary>
    Paused,

    /// <summary>Nobody is asked any more; completions are kept, and results stay.</summary>
    Retired,
}
