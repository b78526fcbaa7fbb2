using Azure.Data.Tables;
using Followup.Benchmarks.Peers;
using Followup.Followups;
using Followup.People;
using Followup.Rows;
using Followup.Shared.Keys;
using NodaTime;
using NodaTime.Extensions;

namespace Followup.Benchmarks.Floors;

/// <summary>The fewest calls by which people and completions can be taken in.</summary>
internal static class IntakeFloor
{
    public static FollowupKey KeyOf(string learnerKey) =>
        new("ai-eval", learnerKey, TimeProvider.System.GetUtcNow().ToInstant().InUtc().Date);

    /// <summary>Two inserts each: the person, and what leads there from the address.</summary>
    public static Task ImportAsync(RawSystem raw, IEnumerable<Recipient> people, CancellationToken ct) =>
        RawSystem.ForEachHundredAsync(
            people,
            hundred => raw.CallForEachAsync(
                hundred.SelectMany(RowsOf), row => raw.Tables.People.AddEntityAsync(row, ct), ct),
            ct);

    /// <summary>
    /// One read of the learner's partition each, and one insert of the row that names the open follow-up; of a hundred together one
    /// transaction that inserts the follow-ups, and one send of their messages.
    /// </summary>
    public static Task CompleteAsync(RawSystem raw, IEnumerable<Recipient> learners, CancellationToken ct) =>
        RawSystem.ForEachHundredAsync(
            learners.Select(learner => KeyOf(PersonKey.Of(learner.Id))),
            async keys =>
            {
                await raw.CallForEachAsync(keys, key => PersonAsync(raw, key.LearnerKey, ct), ct);
                await raw.WriteAsync(raw.Tables.Followups, TableTransactionActionType.Add, keys.Select(FollowupOf), ct);
                await raw.CallForEachAsync(keys, key => raw.Tables.People.AddEntityAsync(NamingOf(key), ct), ct);
                await raw.CallAsync(() => raw.Completions.SendMessagesAsync(keys.Select(CompletionReceived.Encode), ct), ct);
            },
            ct);

    /// <summary>All rows of a person's partition.</summary>
    public static async Task<PersonRows> PersonAsync(RawSystem raw, string key, CancellationToken ct) =>
        new(await raw.Tables.People.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {key}"), cancellationToken: ct)
            .ToListAsync(ct));

    private static IEnumerable<ITableEntity> RowsOf(Recipient person)
    {
        var key = PersonKey.Of(person.Id);
        yield return new TableEntity(PersonKey.Of(person.Address), PersonStore.AddressRow) { ["Person"] = key };
        yield return new PersonRow
        {
            PartitionKey = key,
            Id = person.Id,
            Email = person.Address,
            Name = "Robin Day",
            ManagerKey = person.ManagerId == "" ? null : PersonKey.Of(person.ManagerId),
            TimeZone = "Etc/UTC",
            Language = "en",
            Department = "Claims",
            Role = "Adjuster",
        };
    }

    private static FollowupRow FollowupOf(FollowupKey key)
    {
        var now = TimeProvider.System.GetUtcNow();
        return new()
        {
            PartitionKey = key.Partition,
            RowKey = key.Row,
            CompletedAt = now,
            ReceivedAt = now,
            OpenUntil = now + Duration.FromDays(63).ToTimeSpan(),
            Department = "Claims",
            Role = "Adjuster",
        };
    }

    private static TableEntity NamingOf(FollowupKey key) =>
        new(key.LearnerKey, $"open|{key.ProgramId}") { ["CompletedOn"] = LocalDateText.Iso(key.CompletedOn) };
}
