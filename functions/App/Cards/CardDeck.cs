using Followup.People;
using Followup.Programs;
using Followup.Rows;
using Followup.Shared.Languages;

namespace Followup.Cards;

/// <summary>Makes the cards of invitations, in the order in which people see them.</summary>
public sealed class CardDeck(ResponseStore responses, ProgramStore programs, PersonStore people)
{
    public async Task<IReadOnlyList<Card>> OfAsync(IEnumerable<InvitationRow> rows, Words words, CancellationToken ct)
    {
        Dictionary<(string Id, int? Version), Task<StoredProgram?>> programReads = [];
        var cards = await Task.WhenAll(rows.Select(CardAsync));
        return
        [
            .. cards
                .OrderBy(card => card.LearnerName, StringComparer.InvariantCultureIgnoreCase)
                .ThenBy(card => card.Id, StringComparer.Ordinal),
        ];

        async Task<Card> CardAsync(InvitationRow row)
        {
            var responseRead = responses.FindAsync(row, ct);
            var learnerRead = people.FindAsync(row.LearnerKey, ct);

            var response = await responseRead;
            var program = response is null ? null : await ProgramAsync(row.ProgramId, response.ProgramVersion);
            program ??= (await ProgramAsync(row.ProgramId, version: null))!;
            var values = response is null ? FormValues.Empty : FormValues.Of(response.Answers(), row.Mailing.Audience);
            var learnerName = (await learnerRead)?.Name ?? words["someone"];
            return new(row, program, program.Definition.In(words.Language), learnerName, values, Saved: response is not null);
        }

        // fifty cards are mostly of one program, so each version of it is read once
        Task<StoredProgram?> ProgramAsync(string id, int? version)
        {
            lock (programReads)
            {
                if (!programReads.TryGetValue((id, version), out var read))
                {
                    read = version is { } number ? programs.FindAsync(id, number, ct) : programs.FindAsync(id, ct);
                    programReads[(id, version)] = read;
                }
                return read;
            }
        }
    }
}
