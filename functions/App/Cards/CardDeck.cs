using Followup.People;
using Followup.Programs;
using Followup.Rows;
using Followup.Shared.Languages;

namespace Followup.Cards;

/// <summary>Makes the cards of invitations, in the order in which people see them.</summary>
public sealed class CardDeck(ResponseStore responses, ProgramStore programs, PersonStore people)
{
    /// <summary>What the cards of all these invitations need, read once.</summary>
    /// <param name="known">People who need not be read.</param>
    public async Task<CardFacts> FactsAsync(
        IReadOnlyCollection<InvitationRow> rows, IEnumerable<PersonRow> known, CancellationToken ct)
    {
        var learners = known.DistinctBy(person => person.Key).ToDictionary(person => person.Key);
        var unknown = rows.Select(row => row.LearnerKey).Where(key => !learners.ContainsKey(key)).ToList();
        foreach (var (key, person) in await people.FindAllAsync(unknown, ct)) learners[key] = person;
        return new(await programs.FindAllAsync(rows.Select(row => row.ProgramId), ct), learners);
    }

    /// <summary>Cards of invitations that nobody has answered yet.</summary>
    public static IReadOnlyList<Card> Of(IReadOnlyCollection<InvitationRow> rows, Words words, CardFacts facts)
    {
        var names = new LearnerNames(rows.Select(row => facts.Learners.GetValueOrDefault(row.LearnerKey)), words);
        return InOrder(rows.Select(row =>
        {
            var program = facts.Programs[row.ProgramId];
            return names.On(new(row, program, program.Definition.In(words.Language), "", FormValues.Empty, Saved: false));
        }));
    }

    /// <summary>
    /// Cards of invitations as they are answered so far. A program that names no behavior any more has nothing left to ask.
    /// </summary>
    /// <param name="recipient">Of the mail, who need not be read again; null for one who is gone.</param>
    public async Task<IReadOnlyList<Card>> OfAsync(
        IReadOnlyCollection<InvitationRow> rows, PersonRow? recipient, Words words, CancellationToken ct)
    {
        Dictionary<(string Id, int? Version), Task<StoredProgram?>> programReads = [];
        var learnersRead = Task.WhenAll(rows.Select(row => row.LearnerKey).Distinct().Select(LearnerAsync));
        var cards = await Task.WhenAll(rows.Select(CardAsync));
        var names = new LearnerNames(await learnersRead, words);
        return InOrder(cards.Where(card => card.Saved || card.Outcomes.Count > 0).Select(names.On));

        Task<PersonRow?> LearnerAsync(string key) =>
            key == recipient?.Key ? Task.FromResult<PersonRow?>(recipient) : people.FindAsync(key, ct);

        async Task<Card> CardAsync(InvitationRow row)
        {
            // where a crash kept an answer from being marked, whoever gave it was not thanked, and is asked again
            var response = row.State == InvitationState.Answered ? await responses.FindAsync(row, ct) : null;
            var program = response is null ? null : await ProgramAsync(row.ProgramId, response.ProgramVersion);
            program ??= (await ProgramAsync(row.ProgramId, version: null))!;
            var values = response is null ? FormValues.Empty : FormValues.Of(response.Answers(), row.Mailing.Audience);
            return new(row, program, program.Definition.In(words.Language), "", values, Saved: response is not null);
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

    private static IReadOnlyList<Card> InOrder(IEnumerable<Card> cards) =>
    [
        .. cards
            .OrderBy(card => card.LearnerName, StringComparer.InvariantCultureIgnoreCase)
            .ThenBy(card => card.Id, StringComparer.Ordinal),
    ];
}
