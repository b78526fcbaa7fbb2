using Azure.Data.Tables;
using Followup.People;
using Followup.Programs;
using Followup.Results.Counts;
using Followup.Results.Pages;
using Followup.Rows;
using Followup.Shared.Keys;
using Followup.Shared.Storage;
using NodaTime.Extensions;

namespace Followup.Worklist;

/// <summary>
/// Gathers what waits: what managers said about people, people whose manager nobody knows, mails that do not arrive, completions nobody was
/// asked about, programs that do not say what they are for.
/// </summary>
public sealed class WorklistItems(
    WorklistStore worklist, LackingManagers lacking, Tables tables, PersonStore people, ProgramStore programs, CountStore counts,
    TimeProvider time)
{
    /// <summary>More are not shown: they are mended by imports, not one by one.</summary>
    public const int Most = 200;

    private const int DaysBack = 60;

    public async Task<IReadOnlyList<WorklistSection>> AllAsync(CancellationToken ct)
    {
        var declared = await programs.AllAsync(ct);
        var waiting = await worklist.WaitingAsync(ct).ToListAsync(ct);
        var lacks = waiting.ToLookup(row => row.Kind == WorklistKind.NobodyToAsk);
        return
        [
            new("Managers said", await SaidByManagersAsync([.. lacks[false]], ct)),
            new("Nobody to ask", await lacking.ItemsAsync([.. lacks[true]], Most, ct)),
            new("Mails that do not arrive", await UndeliverableAsync(ct)),
            new("Nobody was asked", await NobodyAskedAsync(declared.Where(program => program.Definition.IsAsking), ct)),
            new(
                "Programs that do not say what they are for",
                [.. declared.Where(IsWithoutBehavior).Select(WithoutBehavior)]),
        ];
    }

    private static bool IsWithoutBehavior(StoredProgram program) =>
        program.Definition is { IsCompletionDataOnly: true, Status: ProgramStatus.Active };

    private static WorklistItem WithoutBehavior(StoredProgram program) => new(
        $"{program.Definition.Title} names no behavior, or not how one would know it.",
        "Declare both, and completions from then on are asked about.");

    private async Task<IReadOnlyList<WorklistItem>> SaidByManagersAsync(List<WorklistRow> all, CancellationToken ct)
    {
        var rows = all.Take(Most).ToList();
        var known = await people.FindAllAsync(rows.SelectMany(row => new[] { row.LearnerKey, row.SaidBy }), ct);
        var items = rows.ConvertAll(row =>
        {
            var (person, manager) = (NameOf(known, row.LearnerKey), NameOf(known, row.SaidBy));
            var (what, whatToDo) = row.Kind switch
            {
                WorklistKind.HasLeft => (
                    $"{manager} says that {person} has left.",
                    "If so, set active to false with the next import of people. If not, dismiss it: "
                        + "then the manager is asked again from the next time on."),
                _ => (
                    $"{manager} says that {person} is not their report any more.",
                    "Name the right manager with the next import of people; that one is then asked. If it is the same, dismiss it."),
            };
            return new WorklistItem(what, whatToDo, row.Id);
        });
        if (all.Count > Most) items.Add(new($"{all.Count - Most} more.", "They show as others are mended; GET /api/worklist has all."));
        return items;
    }

    private async Task<IReadOnlyList<WorklistItem>> UndeliverableAsync(CancellationToken ct)
    {
        var first = LocalDateText.Iso(time.GetUtcNow().ToInstant().InUtc().Date.PlusDays(-DaysBack));
        var filter = TableClient.CreateQueryFilter($"PartitionKey ge {first} and State eq {nameof(InvitationState.Undeliverable)}");
        var rows = await tables.Invitations.QueryAsync<InvitationRow>(filter, cancellationToken: ct).Take(Most).ToListAsync(ct);
        var known = await people.FindAllAsync(rows.Select(row => row.Mailing.RecipientKey), ct);
        return [.. rows.Select(row => (row.Mailing.RecipientKey, row.Reason)).Distinct().Select(mail =>
        {
            var address = known.TryGetValue(mail.RecipientKey, out var person) ? $" ({person.Email})" : "";
            return new WorklistItem(
                $"{NameOf(known, mail.RecipientKey)}{address}: {mail.Reason ?? "no reason was given."}",
                "Check the address, and correct it with the next import of people; later mails go there.");
        })];
    }

    private async Task<IReadOnlyList<WorklistItem>> NobodyAskedAsync(IEnumerable<StoredProgram> asking, CancellationToken ct)
    {
        var participation = await counts.ParticipationsAsync(ct);
        List<WorklistItem> items = [];
        foreach (var program in asking.Where(program => participation.ContainsKey(program.Id)))
        {
            var ofLearners = participation[program.Id].Of(program.Definition.MainWave, Audience.Learner);
            if (ofLearners[(int)FunnelStep.NotAsked] is not (> 0 and var completions)) continue;
            const string Because = "the learner was not active, the completion came too late, the learner trained again since, or this "
                + "wave was added after they completed";
            items.Add(new(
                $"{program.Definition.Title}: {Phrases.Count(completions)} completions, because {Because}.",
                "Import people before completions; send completions as they happen; move what waits to new waves with ?replan=true."));
        }
        return items;
    }

    private static string NameOf(IReadOnlyDictionary<string, PersonRow> known, string key) =>
        known.TryGetValue(key, out var person) ? person.Name : "Somebody who is no longer listed";
}
