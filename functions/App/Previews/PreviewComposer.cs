using Followup.Followups;
using Followup.Mailing.Mails;
using Followup.Programs;
using Followup.Responses.Pages;
using Followup.Shared.Branding;
using Followup.Shared.Http;
using Followup.Shared.Keys;
using Followup.Shared.Languages;
using Followup.Shared.Links;
using Microsoft.Extensions.Options;
using NodaTime.Extensions;

namespace Followup.Previews;

/// <summary>Makes mail and page of a program as they will be, from the same parts.</summary>
public sealed class PreviewComposer(MailComposer composer, LinkTokens links, Html html, Brand brand, PageResults pages, IOptions<MailOptions> options, TimeProvider time)
{
    private static readonly TimeSpan LinkLasts = TimeSpan.FromDays(14);

    /// <param name="firstName">Whom the mail greets; null for the sample learner.</param>
    public Task<Mail> MailAsync(StoredProgram program, Audience audience, Words words, string? firstName = null)
    {
        var today = time.GetUtcNow().ToInstant().InUtc().Date;
        var cards = SampleCards.Of(program, audience, words, today);
        var link = links.PreviewLinkTo(program.Id, audience, words.Language, time.GetUtcNow() + LinkLasts);
        var facts = new MailFacts(
            MailKind.Invitation, words, brand,
            options.Value.FromName, firstName ?? cards[0].LearnerFirstName, cards,
            link, link, DueDay.LastDayOf(SampleCards.Mailing(audience, today)));
        return composer.ComposeAsync(MailContent.To(audience, facts));
    }

    /// <param name="isFramed">Its links would lead out of the frame, so it has none.</param>
    public Task<string> PageAsync(StoredProgram program, Audience audience, Words words, bool isFramed = false)
    {
        var today = time.GetUtcNow().ToInstant().InUtc().Date;
        var parameters = new Dictionary<string, object?>
        {
            ["View"] = pages.View(words) with { IsPreview = true, Parameter = isFramed ? null : "lang" },
            ["Mailing"] = SampleCards.Mailing(audience, today),
            ["Cards"] = SampleCards.Of(program, audience, words, today),
        };
        return audience == Audience.Learner ? html.RenderAsync<LearnerPage>(parameters) : html.RenderAsync<ManagerPage>(parameters);
    }
}
