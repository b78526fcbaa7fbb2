using Followup.People;
using Followup.Programs;

namespace Followup.Cards;

/// <summary>What cards without answers are made of.</summary>
/// <param name="Programs">In force, by id.</param>
/// <param name="Learners">By key; one who is gone is missing.</param>
public sealed record CardFacts(IReadOnlyDictionary<string, StoredProgram> Programs, IReadOnlyDictionary<string, PersonRow> Learners);
