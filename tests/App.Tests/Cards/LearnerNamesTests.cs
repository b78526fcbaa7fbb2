using Followup.Cards;
using Followup.People;
using Followup.Programs;
using Followup.Shared.Keys;

namespace Followup.Tests.Cards;

public sealed class LearnerNamesTests
{
    [Fact]
    public void Cards_call_learners_by_name_and_tell_two_of_one_name_apart()
    {
        var claims = Card(1, "Schmidt, Anna", "Anna", "Claims");
        var sales = Card(2, "Anna Schmidt", "Anna", "Sales");
        var other = Card(3, "Okafor, Chidi", "Chidi", "Sales");
        var unknown = Card(4, "Weiß, Dr. Anna", given: null, "Sales");
        var gone = Samples.Card(Audience.Manager, 5);

        var cards = CardDeck.Of(
            [claims.Card.Invitation, sales.Card.Invitation, other.Card.Invitation, unknown.Card.Invitation, gone.Invitation],
            Samples.English,
            new CardFacts(
                new Dictionary<string, StoredProgram> { ["ai-eval"] = gone.Program },
                new[] { claims, sales, other, unknown }.ToDictionary(each => each.Person.Key, each => each.Person)));

        Assert.Equal(
            [
                ("Anna Schmidt (Claims)", "Anna Schmidt (Claims)"), ("Anna Schmidt (Sales)", "Anna Schmidt (Sales)"),
                ("Chidi Okafor", "Chidi"), ("Dr. Anna Weiß", "Dr. Anna Weiß"), ("Someone", "Someone"),
            ],
            cards.Select(card => (card.LearnerName, card.LearnerShortName)));
    }

    private static (Card Card, PersonRow Person) Card(int number, string name, string? given, string department)
    {
        var card = Samples.Card(Audience.Manager, number);
        return (card, new() { PartitionKey = card.Invitation.LearnerKey, Name = name, GivenName = given, Department = department });
    }
}
