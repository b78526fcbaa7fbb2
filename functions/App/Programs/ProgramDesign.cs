namespace Followup.Programs;

/// <summary>Features of the training's design, set against its results later.</summary>
public sealed record ProgramDesign(
    bool RoleSpecific = false, bool OwnTools = false, bool PractitionerInstructor = false, bool Mentor = false, bool Workflow = false);
