using Followup.Invitations;
using Followup.People;
using Followup.Programs;
using Followup.Shared;

namespace Followup.Responses;

/// <summary>Reads the cards of a mailing.</summary>
public sealed class CardDeck(InvitationStore invitations, ResponseStore responses, ProgramStore programs, PersonStore people)
{
    public async Task<IReadOnlyList<Card>> OfAsync(MailingKey mailing, CancellationToken ct)
    {
        var shown = (await invitations.OfAsync(mailing, ct)).FindAll(row => row.IsShown);
        var cards = await Task.WhenAll(shown.Select(async row =>
        {
            var saved = await responses.FindAsync(row, ct);
            var program = saved is null ? null : await programs.FindAsync(row.ProgramId, saved.ProgramVersion, ct);
            program ??= (await programs.FindAsync(row.ProgramId, ct))!;
            var learner = await people.FindAsync(row.LearnerKey, ct);
            return new Card(0, row, program, learner?.Name ?? "A former colleague", saved?.Answers(), saved is not null);
        }));
        return [.. cards.OrderBy(card => card.LearnerName, StringComparer.InvariantCultureIgnoreCase).ThenBy(card => card.Id, StringComparer.Ordinal).Select((card, i) => card with { Number = i + 1 })];
    }
}
