using Followup.Cards;
using Followup.Mailing;
using Followup.Programs;
using Followup.Rerouting;
using Followup.Responses.Pages;
using Followup.Rows;
using Followup.Shared.Http;
using Followup.Shared.Keys;
using Followup.Shared.Languages;
using Microsoft.AspNetCore.Http;

namespace Followup.Responses;

/// <summary>Takes what is posted from the page of a mailing.</summary>
public sealed class PagePosts(ProgramStore programs, ResponseStore responses, Postponing postponing, Disclaiming disclaiming)
{
    public async Task<PostResult> TakeAsync(
        HttpRequest request, MailingKey mailing, IReadOnlyList<Card> cards, Words words, CancellationToken ct)
    {
        if (await request.TryReadFormAsync(ct) is not { } form) return new PostResult.NotOurs();
        var instead = (string?)form[InsteadField.Name];
        if (instead == InsteadField.Later)
        {
            await postponing.PostponeAsync(mailing, ct);
            return new PostResult.Done(instead);
        }
        if (cards.FirstOrDefault(card => card.Name == form[AnswerForm.CardField]) is not { } posted)
        {
            // a manager tapped twice: the first tap took the card off the page
            return instead is InsteadField.NotMyReport or InsteadField.HasLeft
                ? new PostResult.Done(instead)
                : new PostResult.NotOurs();
        }
        switch (instead, mailing.Audience)
        {
            case (InsteadField.NotMyReport, Audience.Manager):
                await disclaiming.NotMyReportAsync(posted.Invitation, ct);
                return new PostResult.Done(instead);
            case (InsteadField.HasLeft, Audience.Manager):
                await disclaiming.HasLeftAsync(posted.Invitation, ct);
                return new PostResult.Done(instead);
            case (null, _):
                return await SaveAsync(form, posted, cards, mailing.Audience, words, ct);
            default:
                return new PostResult.NotOurs();
        }
    }

    private async Task<PostResult> SaveAsync(
        IFormCollection form, Card card, IReadOnlyList<Card> cards, Audience audience, Words words, CancellationToken ct)
    {
        if (await ProgramOfAsync(form, card, ct) is not { } program) return new PostResult.NotOurs();
        Posted posted;
        try
        {
            posted = AnswerForm.Read(form, program.Definition, audience, words);
        }
        catch (FormatException)
        {
            return new PostResult.NotOurs();
        }
        if (posted.Answers is { } answers)
        {
            await responses.SaveAsync(card.Invitation, program.Version, answers, ct);
            return new PostResult.Done(card.Name);
        }
        var refused = card with
        {
            Program = program,
            Text = program.Definition.In(words.Language),
            FormValues = posted.FormValues,
            Errors = posted.Errors,
        };
        return new PostResult.Refused([.. cards.Select(other => other == card ? refused : other)]);
    }

    /// <summary>The program in the version that the form showed.</summary>
    private async Task<StoredProgram?> ProgramOfAsync(IFormCollection form, Card card, CancellationToken ct) =>
        int.TryParse(form[AnswerForm.VersionField], out var version)
            ? await programs.FindAsync(card.Invitation.ProgramId, version, ct)
            : null;
}
