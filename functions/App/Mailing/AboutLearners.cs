using Followup.People;
using Followup.Rows;

namespace Followup.Mailing;

/// <summary>What decides whether managers are asked about learners.</summary>
/// <param name="Learners">By key; one who is gone is missing.</param>
/// <param name="Worklist">What waits for HR, by the learner's key.</param>
public sealed record AboutLearners(IReadOnlyDictionary<string, PersonRow> Learners, ILookup<string, WorklistRow> Worklist);
