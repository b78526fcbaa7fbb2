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
/// Tells a learning record store, once a mailing has closed and its answers cannot change any more, what they say; if one is configured. A store that cannot take it is tried
/// again for about a week. A crash between telling and the end of the message tells it again, under the same ids.
/// </summary>
public sealed partial class Telling(
    InvitationStore invitations, ResponseStore responses, PersonStore people, ProgramStore programs, LearningRecordStore store, MailingAlarms alarms, IOptions<LrsOptions> options,
    IOptions<LinkOptions> links, TimeProvider time, ILogger<Telling> logger)
{
    private const int MostTries = 18;

    /// <summary>After closing: an alarm of its own, so that a store that is down keeps no closing back.</summary>
    public Task AskAsync(MailingKey mailing, CancellationToken ct) => options.Value.IsSet ? alarms.SetAsync(mailing, DueStep.Tell, time.GetUtcNow(), ct) : Task.CompletedTask;

    /// <param name="tries">Made so far.</param>
    public async Task TellAsync(MailingKey mailing, int tries, CancellationToken ct)
    {
        if (!options.Value.IsSet) return;
        List<object> statements = [];
        foreach (var row in (await invitations.OfAsync(mailing, ct)).Where(row => row.State == InvitationState.Answered && row.Wave != Wave.Baseline))
            if (await responses.FindAsync(row, ct) is { } response && await people.FindAsync(row.LearnerKey, ct) is { } learner
                && await programs.FindAsync(row.ProgramId, response.ProgramVersion, ct) is { } program
                && OutcomeStatement.Of(program, learner, response, new Uri(links.Value.BaseUrl), options.Value.HomePage) is { } statement)
                statements.Add(statement);
        if (statements.Count == 0) return;

        var result = await store.TellAsync(statements, ct);
        // one that is refused must not keep the others out
        if (result == RecordResult.Refused && statements.Count > 1) result = await EachAsync(statements, ct);
        Log.Told(logger, mailing, statements.Count, result);
        if (result == RecordResult.TryLater && tries < MostTries) await alarms.SetAsync(mailing, DueStep.Tell, tries + 1, time.GetUtcNow() + RetryDelay.After(tries + 1), ct);
        else if (result != RecordResult.Stored) Log.NotTold(logger, mailing, result);
    }

    private async Task<RecordResult> EachAsync(List<object> statements, CancellationToken ct)
    {
        var worst = RecordResult.Stored;
        foreach (var statement in statements)
            if (await store.TellAsync([statement], ct) is not RecordResult.Stored and var result && worst != RecordResult.TryLater) worst = result;
        return worst;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Mailing {Mailing}: {Count} outcomes for the learning record store: {Result}.")]
        public static partial void Told(ILogger logger, MailingKey mailing, int count, RecordResult result);

        [LoggerMessage(2, LogLevel.Error, "Mailing {Mailing}: the learning record store did not take its outcomes ({Result}); they are not tried again.")]
        public static partial void NotTold(ILogger logger, MailingKey mailing, RecordResult result);
    }
}
