using Azure.Data.Tables;
using Followup.People;
using Followup.Programs;
using Followup.Results.Counts;
using Followup.Results.Pages;
using Followup.Results.Reports;
using Followup.Rows;
using Followup.Shared.Keys;
using Followup.Shared.Storage;
using NodaTime.Extensions;

namespace Followup.Worklist;

/// <summary>Something that waits for a person at HR.</summary>
/// <param name="Dismiss">The learner's key, where it can be said that the manager erred.</param>
public sealed record WorklistItem(string What, string WhatToDo, string? Dismiss = null);

/// <summary>Gathers what waits: what managers said about people, mails that do not arrive, completions nobody can be asked about, programs that do not say what they are for.</summary>
public sealed class WorklistItems(WorklistStore worklist, Tables tables, PersonStore people, ProgramStore programs, CountStore counts, TimeProvider time)
{
    /// <summary>More are not shown: they are mended by imports, not one by one.</summary>
    public const int Most = 200;

    private const int Days = 60;

    public async Task<IReadOnlyList<(string Section, IReadOnlyList<WorklistItem> Items)>> AllAsync(CancellationToken ct)
    {
        return
        [
            ("Managers said", await SaidAsync(ct)),
            ("Mails that do not arrive", await UndeliverableAsync(ct)),
            ("Nobody to ask", await NobodyToAskAsync(ct)),
            ("Programs that do not say what they are for", [.. (await programs.AllAsync(ct)).Where(program => program.Definition.IsCompletionDataOnly).Select(program => new WorklistItem(
                $"{program.Definition.Title} names no behavior, or not how one would know it.", "Declare both, and completions from then on are asked about."))]),
        ];
    }

    private async Task<IReadOnlyList<WorklistItem>> SaidAsync(CancellationToken ct)
    {
        var rows = await worklist.AllAsync(ct).Take(Most).ToListAsync(ct);
        var who = await people.FindAllAsync(rows.SelectMany(row => new[] { row.Followup.LearnerKey, row.SaidBy }), ct);
        return [.. rows.Select(row =>
        {
            var (person, manager) = (NameOf(who, row.Followup.LearnerKey), NameOf(who, row.SaidBy));
            return row.Kind == WorklistKind.HasLeft
                ? new WorklistItem($"{manager} says that {person} has left.", "If so, set active to false with the next import of people. If not, dismiss it: then the manager is asked again from the next time on.", row.Followup.LearnerKey)
                : new WorklistItem($"{manager} says that {person} is not their report any more.", "Name the right manager with the next import of people; that one is then asked. If it is the same, dismiss it.", row.Followup.LearnerKey);
        })];
    }

    private async Task<IReadOnlyList<WorklistItem>> UndeliverableAsync(CancellationToken ct)
    {
        var first = LocalDateText.Iso(time.GetUtcNow().ToInstant().InUtc().Date.PlusDays(-Days));
        var rows = await tables.Invitations.QueryAsync<InvitationRow>(
            TableClient.CreateQueryFilter($"PartitionKey ge {first} and State eq {nameof(InvitationState.Undeliverable)}"), cancellationToken: ct).Take(Most).ToListAsync(ct);
        var who = await people.FindAllAsync(rows.Select(row => row.Mailing.RecipientKey), ct);
        return [.. rows.GroupBy(row => (row.Mailing.RecipientKey, row.Reason)).Select(same => new WorklistItem(
            $"{NameOf(who, same.Key.RecipientKey)}{(who.GetValueOrDefault(same.Key.RecipientKey) is { } person ? $" ({person.Email})" : "")}: {same.Key.Reason ?? "no reason was given."}",
            "Check the address, and correct it with the next import of people; later mails go there."))];
    }

    private async Task<IReadOnlyList<WorklistItem>> NobodyToAskAsync(CancellationToken ct)
    {
        var overview = await counts.OverviewAsync(ct);
        return [.. (await programs.AllAsync(ct)).Where(program => !program.Definition.IsCompletionDataOnly && overview.ContainsKey(program.Id)).SelectMany(program =>
        {
            var report = new ProgramReport(program, overview[program.Id].Margins);
            var all = report.All(report.MainWave);
            return new[]
            {
                (all.Manager?.Funnel.NoRecipient, "no manager is known, or the manager is not active", "Name managers in the import of people; completions from then on are asked about."),
                (all.Learner?.Funnel.NotAsked, "the learner is not in the list of people or not active, or the completion came too late", "Import people before completions; send completions as they happen."),
            }.Where(one => one.Item1 > 0).Select(one => new WorklistItem($"{program.Definition.Title}: {Phrases.Count(one.Item1!.Value)} completions, because {one.Item2}.", one.Item3));
        })];
    }

    private static string NameOf(IReadOnlyDictionary<string, PersonRow> who, string key) => who.TryGetValue(key, out var person) ? $"{person.Name ?? person.Id}" : "Somebody who is no longer listed";
}
