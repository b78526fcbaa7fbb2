using System.Text.Json.Serialization;
using Followup.Shared.Keys;

namespace Followup.Programs;

/// <summary>One observable behavior (best 4 to 6 a program).</summary>
/// <param name="Id">
/// Unique in its program: lower-case letters, digits and hyphens. Answers refer to it: it means one statement for good.
/// </param>
/// <param name="Statement">The behavior, in the third person: "Checks AI output against a source before using it".</param>
/// <param name="Indicator">How one would know: what a colleague would see or find. Null where nobody could say.</param>
/// <param name="TargetFrequency">From which frequency on the behavior counts as applied.</param>
public sealed record Outcome(
    string Id,
    string Statement,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Indicator,
    Frequency TargetFrequency);
