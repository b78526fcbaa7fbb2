using Followup.Cards;
using Followup.Mailing;
using Followup.Programs;
using Followup.Rerouting;
using Followup.Responses.Pages;
using Followup.Rows;
using Followup.Shared.Http;
using Followup.Shared.Keys;
using Microsoft.AspNetCore.Http;

namespace Followup.Responses;

/// <summary>Takes what is posted from the page of a mailing.</summary>
public sealed class PagePosts(
    ProgramStore programs, ResponseStore responses, CardDeck deck, Postponing postponing, Disclaiming disclaiming)
{
    internal async Task<PostResult> TakeAsync(Visit visit, CancellationToken ct)
    {
        if (await visit.Request.TryReadFormAsync(ct) is not { } form) return new PostResult.NotOurs();
        var instead = (string?)form[InsteadField.Name];
        if (instead == InsteadField.Later)
        {
            await postponing.PostponeAsync(visit.Mailing, visit.Rows, visit.Recipient, ct);
            return new PostResult.Done(instead);
        }
        if (visit.Shown.FirstOrDefault(row => Card.NameOf(row) == form[AnswerForm.CardField]) is not { } posted)
        {
            // a manager tapped twice: the first tap took the card off the page
            return instead is InsteadField.NotMyReport or InsteadField.HasLeft
                ? new PostResult.Done(instead)
                : new PostResult.NotOurs();
        }
        switch (instead, visit.Mailing.Audience)
        {
            case (InsteadField.NotMyReport, Audience.Manager):
                await disclaiming.NotMyReportAsync(posted, ct);
                return new PostResult.Done(instead);
            case (InsteadField.HasLeft, Audience.Manager):
                await disclaiming.HasLeftAsync(posted, ct);
                return new PostResult.Done(instead);
            case (null, _):
                return await SaveAsync(form, posted, visit, ct);
            default:
                return new PostResult.NotOurs();
        }
    }

    private async Task<PostResult> SaveAsync(IFormCollection form, InvitationRow invitation, Visit visit, CancellationToken ct)
    {
        if (await ProgramOfAsync(form, invitation, ct) is not { } program) return new PostResult.NotOurs();
        Posted posted;
        try
        {
            posted = AnswerForm.Read(form, program.Definition, visit.Mailing.Audience, visit.Words);
        }
        catch (FormatException)
        {
            return new PostResult.NotOurs();
        }
        if (posted.Answers is { } answers)
        {
            await responses.SaveAsync(invitation, program.Version, answers, ct);
            return new PostResult.Done(Card.NameOf(invitation));
        }
        var cards = await deck.OfAsync(visit.Shown, visit.Recipient, visit.Words, ct);
        return new PostResult.Refused([.. cards.Select(card => card.Invitation == invitation ? Refused(card) : card)]);

        Card Refused(Card card) => card with
        {
            Program = program,
            Text = program.Definition.In(visit.Words.Language),
            FormValues = posted.FormValues,
            Errors = posted.Errors,
        };
    }

    /// <summary>The program in the version that the form showed.</summary>
    private async Task<StoredProgram?> ProgramOfAsync(IFormCollection form, InvitationRow invitation, CancellationToken ct) =>
        int.TryParse(form[AnswerForm.VersionField], out var version)
            ? await programs.FindAsync(invitation.ProgramId, version, ct)
            : null;
}
