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
using NodaTime;
using NodaTime.Extensions;

namespace Followup.Previews;

/// <summary>Makes mail and page of a program as they will be, from the same parts.</summary>
public sealed class PreviewComposer(
    MailComposer composer, LinkTokens links, Html html, Brand brand, PageResults pages, IOptions<MailOptions> options, TimeProvider time)
{
    private static readonly TimeSpan LinkLasts = TimeSpan.FromDays(14);

    private LocalDate Today => time.GetUtcNow().ToInstant().InUtc().Date;

    /// <param name="greeting">What the mail greets by; null for the sample learner.</param>
    public Task<Mail> MailAsync(StoredProgram program, Audience audience, Words words, string? greeting = null)
    {
        var today = Today;
        var cards = SampleCards.Of(program, audience, words, today);
        var link = links.PreviewLinkTo(program.Id, audience, words.Language, time.GetUtcNow() + LinkLasts);
        var facts = new MailFacts(
            MailKind.Invitation, words, brand,
            options.Value.FromName, greeting ?? cards[0].LearnerShortName, cards,
            link, link, DueDay.LastDayOf(SampleCards.Mailing(audience, today)));
        return composer.ComposeAsync(MailContent.To(audience, facts));
    }

    /// <param name="isFramed">Whether the page is shown in a frame: its links would lead out of the frame, so then it has none.</param>
    public Task<string> PageAsync(StoredProgram program, Audience audience, Words words, bool isFramed = false)
    {
        var view = pages.View(words) with { IsPreview = true, Parameter = isFramed ? null : "lang" };
        var today = Today;
        var mailing = SampleCards.Mailing(audience, today);
        var cards = SampleCards.Of(program, audience, words, today);
        return audience == Audience.Learner
            ? html.RenderAsync<LearnerPage>(new Dictionary<string, object?>
            {
                [nameof(LearnerPage.View)] = view,
                [nameof(LearnerPage.Mailing)] = mailing,
                [nameof(LearnerPage.Cards)] = cards,
            })
            : html.RenderAsync<ManagerPage>(new Dictionary<string, object?>
            {
                [nameof(ManagerPage.View)] = view,
                [nameof(ManagerPage.Mailing)] = mailing,
                [nameof(ManagerPage.Cards)] = cards,
            });
    }
}
