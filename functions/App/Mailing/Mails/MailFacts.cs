using Followup.Cards;
using Followup.Shared.Branding;
using Followup.Shared.Languages;
using NodaTime;

namespace Followup.Mailing.Mails;

/// <summary>What a check-in and a digest are both written from.</summary>
/// <param name="From">The sender's name, as people know it.</param>
/// <param name="Greeting">What the recipient is greeted by.</param>
/// <param name="Cards">What is asked on the page; the mail itself asks the first question of the first card.</param>
/// <param name="LastDay">The last day on which answers are taken.</param>
public sealed record MailFacts(
    MailKind Kind, Words Words, Brand Brand,
    string From, string Greeting, IReadOnlyList<Card> Cards,
    Uri Page, Uri Stop, LocalDate LastDay);
