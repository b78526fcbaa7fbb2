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

/// <summary>Writes the mail for a mailing: one to the learner, one digest to the manager, in the recipient's language.</summary>
public sealed class MailComposer(CardDeck deck, LinkTokens links, Html html, Brand brand, IOptions<MailOptions> options)
{
    public async Task<Mail> ComposeAsync(MailingKey mailing, PersonRow recipient, IReadOnlyList<InvitationRow> rows, MailKind kind, CancellationToken ct)
    {
        var words = Words.In(Language.Find(recipient.Language) ?? brand.DefaultLanguage);
        var cards = await deck.OfAsync(rows, words, ct);
        var closes = rows.Max(row => row.ClosesAt);
        return await ComposeAsync(new(
            mailing.Audience, kind, words, brand, options.Value.FromName, recipient.Name.Split(' ', 2)[0], cards,
            links.LinkTo(mailing, closes), links.StopLinkTo(mailing, closes), DueDay.LastDayOf(mailing)));
    }

    public async Task<Mail> ComposeAsync(MailContent content) => new(
        content.Subject, await html.RenderAsync<MailPage>(new Dictionary<string, object?> { ["Content"] = content }), MailText.Of(content), content.Stop);
}
