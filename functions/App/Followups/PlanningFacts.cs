using Followup.People;
using Followup.Programs;

namespace Followup.Followups;

/// <summary>What follow-ups are planned from.</summary>
/// <param name="Programs">In force, by id.</param>
/// <param name="People">Learners and managers, by key.</param>
public sealed record PlanningFacts(IReadOnlyDictionary<string, StoredProgram> Programs, IReadOnlyDictionary<string, PersonRow> People);
