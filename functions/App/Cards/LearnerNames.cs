using Followup.People;
using Followup.Shared.Languages;

namespace Followup.Cards;

/// <summary>What the learners of one mail or page are called, so that two of one name are told apart.</summary>
internal sealed class LearnerNames
{
    private readonly Dictionary<string, PersonRow> learners;
    private readonly IReadOnlyDictionary<string, string> names;
    private readonly string someone;

    /// <param name="learners">Null for one who is gone.</param>
    public LearnerNames(IEnumerable<PersonRow?> learners, Words words)
    {
        this.learners = learners.OfType<PersonRow>().DistinctBy(person => person.Key).ToDictionary(person => person.Key);
        names = PersonNames.ToldApart(this.learners.Values);
        someone = words["someone"];
    }

    /// <summary>The card with its learner's names.</summary>
    public Card On(Card card)
    {
        if (!learners.TryGetValue(card.Invitation.LearnerKey, out var learner))
            return card with { LearnerName = someone, LearnerShortName = someone };
        var name = names[learner.Key];
        var isToldApart = name != PersonNames.DisplayName(learner);
        return card with { LearnerName = name, LearnerShortName = isToldApart ? name : PersonNames.Greeting(learner) };
    }
}
