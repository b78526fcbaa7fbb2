using Followup.Cards;
using Followup.Mailing;
using Followup.Programs;
using Followup.Responses.Pages;
using Followup.Rows;
using Followup.Shared.Http;
using Followup.Shared.Keys;
using Followup.Shared.Languages;
using Microsoft.AspNetCore.Http;

namespace Followup.Responses;

/// <summary>Takes what is posted from the page of a mailing.</summary>
public sealed class PagePosts(ProgramStore programs, ResponseStore responses, Postponing postponing, Rerouting.NotMine notMine)
{
    public async Task<PostResult> TakeAsync(HttpRequest request, MailingKey mailing, IReadOnlyList<Card> cards, Words words, CancellationToken ct)
    {
        if (await request.TryReadFormAsync(ct) is not { } form) return default;
        var instead = (string?)form[InsteadField.Name];
        if (instead == InsteadField.Later)
        {
            await postponing.PostponeAsync(mailing, ct);
            return new(instead);
        }
        if (cards.FirstOrDefault(card => card.Name == form[AnswerForm.CardField]) is not { } card)
            // tapped twice: the first one took the card off the page
            return instead is InsteadField.NotMyReport or InsteadField.HasLeft ? new(instead) : default;
        switch (instead, mailing.Audience)
        {
            case (InsteadField.NotMyReport, Audience.Manager):
                await notMine.NotMyReportAsync(card.Invitation, ct);
                return new(instead);
            case (InsteadField.HasLeft, Audience.Manager):
                await notMine.HasLeftAsync(card.Invitation, ct);
                return new(instead);
            case (null, _):
                return await SaveAsync(form, mailing, cards, card, words, ct);
            default:
                return default;
        }
    }

    private async Task<PostResult> SaveAsync(IFormCollection form, MailingKey mailing, IReadOnlyList<Card> cards, Card card, Words words, CancellationToken ct)
    {
        if (!int.TryParse(form[AnswerForm.VersionField], out var version) || await programs.FindAsync(card.Invitation.ProgramId, version, ct) is not { } program) return default;
        Posted posted;
        try
        {
            posted = AnswerForm.Read(form, program.Definition, mailing.Audience, words);
        }
        catch (FormatException)
        {
            return default;
        }
        if (posted.Answers is { } answers)
        {
            await responses.SaveAsync(card.Invitation, program.Version, answers, ct);
            return new(card.Name);
        }
        var wrong = card with { Program = program, Text = program.Definition.In(words.Language), FormValues = posted.FormValues, Errors = posted.Errors };
        return new(Refused: [.. cards.Select(other => other == card ? wrong : other)]);
    }
}
