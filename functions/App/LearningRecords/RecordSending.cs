using Followup.Mailing;
using Followup.People;
using Followup.Programs;
using Followup.Rows;
using Followup.Shared.Keys;
using Followup.Shared.Links;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Followup.LearningRecords;

/// <summary>
/// Tells a learning record store, if one is configured, of the follow-ups of a mailing that took place, once the mailing has closed and its
/// answers cannot change any more; of their outcomes only where that is set. A store that cannot take them is tried again for about a week.
/// A crash between sending and the end of the message sends them again, under the same ids.
/// </summary>
public sealed partial class RecordSending(
    InvitationStore invitations, ResponseStore responses, PersonStore people, ProgramStore programs, LearningRecordStore store,
    MailingAlarms alarms, IOptions<LrsOptions> options, IOptions<LinkOptions> links, TimeProvider time, ILogger<RecordSending> logger)
{
    private const int MostTries = 18;

    /// <summary>After closing: an alarm of its own, so that a store that is down keeps no closing back.</summary>
    public Task ScheduleAsync(MailingKey mailing, CancellationToken ct) =>
        options.Value.IsSet ? alarms.SetAsync(mailing, DueStep.Tell, time.GetUtcNow(), ct) : Task.CompletedTask;

    /// <param name="tries">Tries made so far.</param>
    public async Task SendAsync(MailingKey mailing, int tries, CancellationToken ct)
    {
        if (!options.Value.IsSet) return;
        var statements = await StatementsOfAsync(mailing, ct);
        if (statements.Count == 0) return;

        var result = await store.PostAsync(statements, ct);
        // the store takes all or none: a statement that it refuses must not keep the others out
        if (result == RecordResult.Refused && statements.Count > 1) result = await PostEachAsync(statements, ct);
        Log.Posted(logger, mailing, statements.Count, result);
        if (result == RecordResult.Stored) return;
        if (result == RecordResult.TryLater && tries < MostTries)
        {
            var nextTry = time.GetUtcNow() + RetryDelay.After(tries + 1);
            await alarms.SetAsync(mailing, DueStep.Tell, tries + 1, nextTry, ct);
            return;
        }
        Log.GaveUp(logger, mailing, result);
    }

    private async Task<List<object>> StatementsOfAsync(MailingKey mailing, CancellationToken ct)
    {
        List<object> statements = [];
        foreach (var row in await invitations.OfAsync(mailing, ct))
        {
            if (row.State != InvitationState.Answered || row.Wave == Wave.Baseline) continue;
            if (await StatementOfAsync(row, ct) is { } statement) statements.Add(statement);
        }
        return statements;
    }

    /// <summary>Null where the learner or the program's wording is gone; with outcomes, also where there is none.</summary>
    private async Task<object?> StatementOfAsync(InvitationRow row, CancellationToken ct)
    {
        if (await people.FindAsync(row.LearnerKey, ct) is not { } learner) return null;
        var (baseUrl, homePage) = (new Uri(links.Value.BaseUrl), options.Value.HomePage);
        if (!options.Value.Outcomes)
        {
            // an answer that tells nothing is told of too: else it would be known by what is missing
            return await WordingAtAsync(row.ProgramId, row.ClosesAt, ct) is { } inForce
                ? FollowupStatement.Of(inForce, learner, row, baseUrl, homePage)
                : null;
        }
        if (await responses.FindAsync(row, ct) is not { } response) return null;
        return await programs.FindAsync(row.ProgramId, response.ProgramVersion, ct) is { } answered
            ? OutcomeStatement.Of(answered, learner, response, baseUrl, homePage)
            : null;
    }

    /// <summary>
    /// The wording in force at that moment: the one of the answer would tell when it was given, and the one of today would change what is
    /// sent again.
    /// </summary>
    private async Task<StoredProgram?> WordingAtAsync(string programId, DateTimeOffset at, CancellationToken ct)
    {
        var inForce = await programs.FindAsync(programId, ct);
        if (inForce is null || IsOf(inForce)) return inForce;
        var versions = await programs.VersionsAsync(programId, ct);
        return versions.LastOrDefault(IsOf) ?? versions[0];

        bool IsOf(StoredProgram program) => program.SavedAt is not { } saved || saved <= at;
    }

    /// <summary>Posts each statement alone.</summary>
    /// <returns>TryLater where the store could not take at least one of them; else Refused where it refused at least one.</returns>
    private async Task<RecordResult> PostEachAsync(List<object> statements, CancellationToken ct)
    {
        List<RecordResult> results = [];
        foreach (var statement in statements) results.Add(await store.PostAsync([statement], ct));
        if (results.Contains(RecordResult.TryLater)) return RecordResult.TryLater;
        return results.Contains(RecordResult.Refused) ? RecordResult.Refused : RecordResult.Stored;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Mailing {Mailing}: {Count} statements for the learning record store: {Result}.")]
        public static partial void Posted(ILogger logger, MailingKey mailing, int count, RecordResult result);

        [LoggerMessage(
            2, LogLevel.Error,
            "Mailing {Mailing}: the learning record store did not take its statements ({Result}); they are not tried again.")]
        public static partial void GaveUp(ILogger logger, MailingKey mailing, RecordResult result);
    }
}
