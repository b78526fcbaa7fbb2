using Followup.People;
using Followup.Programs;
using Followup.Rows;

namespace Followup.Mailing;

/// <summary>What decides whether people are asked.</summary>
/// <param name="Programs">In force, by id.</param>
/// <param name="Learners">Those about whom managers are asked, by key; one who is gone is missing.</param>
/// <param name="Worklist">What waits for HR, by the learner's key.</param>
public sealed record AskingFacts(
    IReadOnlyDictionary<string, StoredProgram> Programs,
    IReadOnlyDictionary<string, PersonRow> Learners,
    ILookup<string, WorklistRow> Worklist)
{
    /// <summary>Why nobody is asked in an invitation's program, as a sentence; null where people are.</summary>
    public string? NobodyIsAsked(InvitationRow row) => Programs.GetValueOrDefault(row.ProgramId)?.Definition.NobodyIsAsked;
}
