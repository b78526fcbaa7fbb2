using Followup.Programs;

namespace Followup.Responses.Pages;

/// <summary>How many of those who answered reached an outcome's target frequency.</summary>
public sealed record OutcomeSoFar(Outcome Outcome, int AtTarget, int Answers);
