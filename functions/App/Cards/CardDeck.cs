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
        Dictionary<(string, int?), Task<StoredProgram?>> read = [];
        var cards = await Task.WhenAll(rows.Select(async row =>
        {
            var (saved, learner) = (responses.FindAsync(row, ct), people.FindAsync(row.LearnerKey, ct));
            var program = await saved is { ProgramVersion: var version } ? await ProgramAsync(row.ProgramId, version) : null;
            program ??= (await ProgramAsync(row.ProgramId, null))!;
            var filled = await saved is { } response ? FormValues.Of(response.Answers(), row.Mailing.Audience) : FormValues.Empty;
            return new Card(row, program, program.Definition.In(words.Language), (await learner)?.Name ?? words["someone"], filled, await saved is not null);
        }));
        return [.. cards.OrderBy(card => card.LearnerName, StringComparer.InvariantCultureIgnoreCase).ThenBy(card => card.Id, StringComparer.Ordinal)];

        // fifty cards are mostly of one program
        Task<StoredProgram?> ProgramAsync(string id, int? version)
        {
            lock (read)
            {
                if (!read.TryGetValue((id, version), out var program))
                    read[(id, version)] = program = version is { } number ? programs.FindAsync(id, number, ct) : programs.FindAsync(id, ct);
                return program;
            }
        }
    }
}
