using Followup.People;
using Followup.Programs;

namespace Followup.Followups;

/// <summary>What follow-ups are planned from.</summary>
/// <param name="Programs">In force, by id.</param>
/// <param name="People">Learners and managers, by the key of the id or the address that names them.</param>
public sealed record PlanningFacts(IReadOnlyDictionary<string, StoredProgram> Programs, IReadOnlyDictionary<string, PersonRow> People)
{
    /// <summary>
    /// Who is to be asked as the learner's manager: null where nobody active is named. Somebody who is their own manager is asked once, as
    /// the learner.
    /// </summary>
    public PersonRow? ManagerOf(PersonRow learner) =>
        learner.ManagerKey is { } key && People.GetValueOrDefault(key) is { Active: true } manager && manager.Key != learner.Key
            ? manager
            : null;
}
