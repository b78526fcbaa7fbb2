using System.Text.Json.Serialization;
using Followup.Shared.Keys;

namespace Followup.Rows;

/// <summary>What one person said about one learner's behavior in one wave.</summary>
/// <param name="Outcomes">One for each outcome of the program, in its order.</param>
/// <param name="Barriers">Ids of what got in the way (learner only).</param>
/// <param name="Example">One example in the person's own words; up to 1,000 characters.</param>
/// <param name="Help">What would help (learner), or what the manager will do to help; up to 1,000 characters.</param>
/// <param name="OneForAll">The manager gave one frequency for all outcomes together, so they tell nothing of how the outcomes
/// differ.</param>
public sealed record Answers(
    IReadOnlyList<OutcomeAnswer> Outcomes, IReadOnlyList<string> Barriers, string? Example = null, string? Help = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool OneForAll = false);

/// <param name="Outcome">The outcome's id.</param>
/// <param name="Frequency">Null is missing, never zero: no occasion (learner) or could not observe (manager).</param>
public sealed record OutcomeAnswer(string Outcome, Frequency? Frequency = null);
