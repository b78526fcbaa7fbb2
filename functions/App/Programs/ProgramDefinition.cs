using Followup.Shared;

namespace Followup.Programs;

/// <summary>A training, with the behavior it should produce and how one would know.</summary>
public sealed record ProgramDefinition(string Title, IReadOnlyList<Outcome> Outcomes)
{
    /// <summary>Other names under which learning systems report it, such as xAPI activity ids. Compared without regard to case.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>When to ask, as ISO 8601 periods after the day of completion.</summary>
    public IReadOnlyList<string> Waves { get; init; } = ["P42D"];

    /// <summary>A completion reported when it is older than this is kept, but nobody is asked about it. ISO 8601 period.</summary>
    public string MaxAge { get; init; } = "P1Y";

    public ProgramDesign Design { get; init; } = new();
}

/// <summary>One observable behavior (1 to 6 a program).</summary>
/// <param name="Id">Unique in its program: lower-case letters, digits and hyphens. Answers refer to it, so it stays when wording changes.</param>
/// <param name="Statement">The behavior, in the third person: "Checks AI output against a source before using it".</param>
/// <param name="Indicator">How one would know: what a colleague would see or find.</param>
/// <param name="TargetFrequency">From which frequency on the behavior counts as applied.</param>
public sealed record Outcome(string Id, string Statement, string Indicator, Frequency TargetFrequency);

/// <summary>Features of the training's design, set against its results later.</summary>
public sealed record ProgramDesign(
    bool RoleSpecific = false, bool OwnTools = false, bool PractitionerInstructor = false, bool Mentor = false, bool Workflow = false);
