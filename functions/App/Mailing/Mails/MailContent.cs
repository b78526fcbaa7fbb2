using Followup.Cards;
using Followup.Shared.Branding;
using Followup.Shared.Keys;
using Followup.Shared.Languages;
using NodaTime;

namespace Followup.Mailing.Mails;

/// <summary>What a mail says. Its first question is that of the first card.</summary>
/// <param name="From">Who sends it, as people know them.</param>
/// <param name="LastDay">The last day on which answers are taken.</param>
public sealed record MailContent(
    Audience Audience, MailKind Kind, Words Words, Brand Brand, string From, string FirstName, IReadOnlyList<Card> Cards, Uri Page, Uri Stop, LocalDate LastDay)
{
    private bool IsOne => Cards.Count == 1;

    public Card First => Cards[0];

    public string Subject
    {
        get
        {
            var asked = Words[$"{Audience.ToKey()}.subject{(IsOne ? "" : ".many")}", Audience == Audience.Learner ? First.Text.Title : First.LearnerName];
            return Kind switch { MailKind.Reminder => Words["reminder", asked], MailKind.AsYouAsked => Words["as-you-asked", asked], _ => asked };
        }
    }

    public string Preheader => Words[$"{Audience.ToKey()}.preheader", Words.Language.WeekdayAndDate(LastDay)];

    public string Hello => Words["hello", FirstName];

    public string Lead => (Audience, IsOne) switch
    {
        (Audience.Learner, true) => Words["learner.lead", First.Text.Title],
        (Audience.Learner, false) => Words["learner.lead.many"],
        (_, true) => Words["manager.lead", First.LearnerName, First.Text.Title],
        _ => Words["manager.lead.many"],
    };

    public string Question => Audience == Audience.Manager ? Words["manager.how-often", First.LearnerName]
        : IsOne ? Words["learner.occasion"] : Words["learner.occasion.in", First.Text.Title];

    /// <summary>What the manager is asked about; a learner's first question needs none.</summary>
    public IEnumerable<string> Behaviors => Audience == Audience.Manager ? First.Outcomes.Select(outcome => First.Text.StatementOf(outcome)) : [];

    /// <summary>The first question's answers, each with a link that only fills it in.</summary>
    public IEnumerable<(string Text, Uri Link)> Answers => AnswerForm.FirstValues(First.Program.Definition, Audience).Select(value => (
        Words[value switch
        {
            AnswerForm.Yes => "learner.occasion.yes",
            AnswerForm.No => "learner.occasion.no",
            AnswerForm.Differs => "manager.differs",
            AnswerForm.NotObserved => "manager.not-observed",
            _ => $"frequency.{value}",
        }], new Uri($"{Page}?card={First.Name}&first={value}")));

    public string Also => Words[$"{Audience.ToKey()}.also"];

    /// <summary>What else stands on the page.</summary>
    public IEnumerable<string> Others => Cards.Skip(1).Select(card => Audience == Audience.Learner ? Finished(card.Text.Title, card) : $"{card.LearnerName} ({Finished(card.Text.Title, card)})");

    public string WhoSees => Brand.WhoSees(Words, Audience);

    public string OpenUntil => Words["open-until", Words.Language.WeekdayAndDate(LastDay)];

    public string WhyYou => Words["why-you", From];

    private string Finished(string title, Card card) => Words["finished-on", title, Words.Language.Date(card.Invitation.Followup.CompletedOn)];
}
