using Followup.Cards;
using Followup.Followups;
using Followup.People;
using Followup.Rows;
using Followup.Shared.Branding;
using Followup.Shared.Http;
using Followup.Shared.Keys;
using Followup.Shared.Languages;
using Followup.Shared.Links;
using Microsoft.Extensions.Options;

namespace Followup.Mailing.Mails;

/// <summary>
/// Writes the mail for a mailing, in the recipient's language: a <see cref="CheckInMail"/> to the learner, one <see cref="ManagerDigest"/>
/// to the manager.
/// </summary>
public sealed class MailComposer(LinkTokens links, Html html, Brand brand, IOptions<MailOptions> options)
{
    public Task<Mail> ComposeAsync(
        MailingKey mailing, PersonRow recipient, IReadOnlyList<InvitationRow> rows, MailKind kind, CardFacts cardFacts)
    {
        var words = Words.In(Language.Find(recipient.Language) ?? brand.DefaultLanguage);
        var cards = CardDeck.Of(rows, words, cardFacts);
        var closes = rows.Max(row => row.ClosesAt);
        var facts = new MailFacts(
            kind, words, brand,
            options.Value.FromName, PersonNames.Greeting(recipient), cards,
            links.LinkTo(mailing, closes), links.StopLinkTo(mailing, closes), DueDay.LastDayOf(mailing));
        return ComposeAsync(MailContent.To(mailing.Audience, facts));
    }

    public async Task<Mail> ComposeAsync(MailContent content)
    {
        var page = await html.RenderAsync<MailPage>(new Dictionary<string, object?> { [nameof(MailPage.Content)] = content });
        return new(content.Subject, page, MailText.Of(content), content.Facts.Stop);
    }
}
