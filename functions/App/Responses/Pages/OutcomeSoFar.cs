using Followup.Shared.Keys;

namespace Followup.Responses.Pages;

/// <summary>Of those counted who could tell about a behavior, how many are at its target or above.</summary>
/// <param name="Id">The behavior's.</param>
public sealed record OutcomeSoFar(string Id, Frequency Target, int AtTarget, int Answers);
