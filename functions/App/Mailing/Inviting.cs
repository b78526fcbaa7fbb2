using System.Collections.Concurrent;
using System.Diagnostics;
using System.Threading.Channels;
using Followup.Cards;
using Followup.Followups;
using Followup.Mailing.Mails;
using Followup.People;
using Followup.Rows;
using Followup.Shared.Calls;
using Followup.Shared.Keys;
using Followup.Shared.Telemetry;
using Microsoft.Extensions.Logging;

namespace Followup.Mailing;

/// <summary>
/// The first mails of mailings, many at once. Order: the alarms for reminders and closing, the claims of the rows, the calls of the
/// provider, and as they return, the alarms of what is tried again, and the marks on the rows. A crash before the claims repeats
/// everything (an alarm set twice finds nothing to do the second time); one after them leaves the rows <c>Sending</c>: nobody knows which
/// mails went out, so they wait <see cref="InvitationRow.SettleAfter"/> for word from the provider and only then are sent again, twice at
/// most: each time may be one mail too many. Where the app is told to stop, or something fails, also while claims are written, those that
/// have come to no call yet are given back.
/// </summary>
public sealed partial class Inviting(
    Claiming claiming, PeoplePlanned planned, InvitationStore invitations, NotAskedAnyMore notAsked, OneMailADay days, CardDeck deck,
    MailComposer composer, Mailer mailer, MailingAlarms alarms, FollowupMetrics metrics, TimeProvider time, ILogger<Inviting> logger)
{
    /// <summary>What became of one mailing: what to mark its rows with, and when its alarm is to ring again.</summary>
    private sealed record Ending(DueMailing Mailing, Action<InvitationRow> Mark, DateTimeOffset? RingAt = null);

    /// <param name="mailings">No two the same.</param>
    /// <returns>Those that could not be dealt with, for a reason that the log tells.</returns>
    public async Task<IReadOnlyCollection<MailingKey>> InviteAsync(IReadOnlyList<MailingKey> mailings, CancellationToken ct)
    {
        var free = await claiming.FreeAsync(mailings, ct);
        // read before anything is claimed: what cannot be read leaves nothing behind
        List<InvitationRow> rows = [.. free.SelectMany(mailing => mailing.Rows)];
        var facts = await notAsked.LookAsync(rows, ct);
        var known = free.Select(mailing => mailing.Recipient.Person).OfType<PersonRow>().Concat(facts.Learners.Values);
        var cardFacts = await deck.FactsAsync(rows, known, ct);
        await planned.FixGroupsAsync(rows, facts.Programs, ct);
        var attemptId = Guid.NewGuid().ToString("N");

        // where claiming breaks off, any of them may be claimed
        ConcurrentDictionary<MailingKey, DueMailing> uncalled = new(free.ToDictionary(mailing => mailing.Key));
        ConcurrentBag<MailingKey> failed = [];
        var endings = Channel.CreateUnbounded<Ending>(new() { SingleReader = true });
        var marking = MarkAsTheyComeAsync(endings.Reader, attemptId, failed);
        var limited = new ParallelOptions { MaxDegreeOfParallelism = ManyCalls.AtOnce, CancellationToken = ct };
        try
        {
            var claimed = await claiming.ClaimAsync(free, attemptId, ct);
            uncalled = new(claimed.ToDictionary(mailing => mailing.Key));
            await Parallel.ForEachAsync(claimed, limited, async (mailing, token) =>
            {
                try
                {
                    var ending = await InviteAsync(mailing, attemptId, facts, cardFacts, uncalled, token);
                    uncalled.TryRemove(mailing.Key, out _);
                    if (ending is not null) endings.Writer.TryWrite(ending);
                }
                catch (Exception e) when (!token.IsCancellationRequested)
                {
                    Log.Failed(logger, e, mailing.Key);
                    failed.Add(mailing.Key);
                }
            });
        }
        finally
        {
            // where the app is told to stop in between, what has gone out is marked all the same
            foreach (var mailing in uncalled.Values) endings.Writer.TryWrite(GivenBack(mailing));
            endings.Writer.Complete();
            await marking;
        }
        return failed;
    }

    /// <param name="uncalled">Leaves it when its call begins.</param>
    /// <returns>Null where nothing is left to be mailed.</returns>
    private async Task<Ending?> InviteAsync(
        DueMailing mailing, string attemptId, AskingFacts facts, CardFacts cardFacts,
        ConcurrentDictionary<MailingKey, DueMailing> uncalled, CancellationToken ct)
    {
        var key = mailing.Key;
        using var span = FollowupTraces.Start("mailing invite", ActivityKind.Consumer);
        span?.SetTag("followup.mailing", key.ToString());
        metrics.Due(key.Audience);
        var rows = await notAsked.EndAsync(key, mailing.Rows, mailing.Recipient, facts, ct);
        if (rows.Count == 0 || mailing.Recipient.Person is not { } recipient) return null;
        var asked = mailing with { Rows = rows };
        if (await days.ClaimAsync(key, "invite", mailing.Recipient, ct) is { IsOurs: false, NextDay: var nextDay })
            return PutBack(asked, nextDay, "Another mail went out to the recipient today.");

        var mail = await composer.ComposeAsync(key, recipient, rows, MailKind.Invitation, cardFacts);
        uncalled.TryRemove(key, out _);
        var outcome = await mailer.SendAsync(recipient, mail, key.ToString(), attemptId, ct);
        Log.Called(logger, key, outcome.Result, outcome.Reason);
        return EndingOf(asked, outcome);
    }

    /// <summary>
    /// Marks what has gathered while the marks before were written: so a crash finds few mails that nobody has marked. Where that fails,
    /// each is read anew and marked alone: what has gone out and is not marked is sent again.
    /// </summary>
    /// <param name="failed">Takes those that could not be marked.</param>
    private async Task MarkAsTheyComeAsync(ChannelReader<Ending> endings, string attemptId, ConcurrentBag<MailingKey> failed)
    {
        while (await endings.WaitToReadAsync(CancellationToken.None))
        {
            List<Ending> gathered = [];
            while (endings.TryRead(out var ending)) gathered.Add(ending);
            try
            {
                await EndAsync(gathered, attemptId);
            }
            catch (Exception e)
            {
                Log.NotMarked(logger, e, gathered.Count);
                foreach (var ending in gathered)
                {
                    if (!await TryEndAloneAsync(ending, attemptId)) failed.Add(ending.Mailing.Key);
                }
            }
        }
    }

    private async Task<bool> TryEndAloneAsync(Ending ending, string attemptId)
    {
        try
        {
            var rows = await invitations.OfAsync(ending.Mailing.Key, CancellationToken.None);
            await EndAsync([ending with { Mailing = ending.Mailing with { Rows = rows } }], attemptId);
            return true;
        }
        catch (Exception e)
        {
            Log.Failed(logger, e, ending.Mailing.Key);
            return false;
        }
    }

    private Ending EndingOf(DueMailing asked, SendOutcome outcome)
    {
        var now = time.GetUtcNow();
        return outcome.Result switch
        {
            SendResult.Accepted => new(asked, row => row.MarkSent(now, outcome.MessageId)),
            SendResult.Refused => new(asked, row => row.End(InvitationState.Undeliverable, outcome.Reason)),
            SendResult.TryLater => PutBack(asked, now + RetryDelay.After(asked.Rows.Max(row => row.Attempts)), outcome.Reason),
            SendResult.Unsettled => new(asked, row => row.Unsettle(outcome.Reason), now + InvitationRow.SettleAfter),
            _ => throw new UnreachableException(),
        };
    }

    /// <summary>For the next delivery of its message.</summary>
    private Ending GivenBack(DueMailing mailing) => new(mailing, row => row.PutBack(time.GetUtcNow(), row.Reason));

    private static Ending PutBack(DueMailing mailing, DateTimeOffset until, string? reason) =>
        new(mailing, row => row.PutBack(until, reason), until);

    /// <summary>Order: what has ended is marked, the alarms of what is tried again, and then that is marked too.</summary>
    private async Task EndAsync(IReadOnlyCollection<Ending> endings, string attemptId)
    {
        var again = endings.ToLookup(ending => ending.RingAt is not null);
        await MarkAsync(again[false], attemptId);
        await alarms.SetAllAsync(
            again[true].Select(ending => (new DueAlarm(ending.Mailing.Key.ToString(), DueStep.Invite), ending.RingAt!.Value)),
            CancellationToken.None);
        await MarkAsync(again[true], attemptId);
    }

    /// <summary>A recipient who answered within the call keeps the answer: only what is still ours is marked.</summary>
    private Task MarkAsync(IEnumerable<Ending> endings, string attemptId)
    {
        var marked = endings.Select(ending => new ChangedMailing(ending.Mailing.Key, ending.Mailing.Rows, IsOurs, ending.Mark));
        return invitations.ChangeAllAsync([.. marked], CancellationToken.None);

        bool IsOurs(InvitationRow row) => row.State == InvitationState.Sending && row.AttemptId == attemptId;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Invitation {Mailing}: the mail provider's outcome is {Result}. {Reason}")]
        public static partial void Called(ILogger logger, MailingKey mailing, SendResult result, string? reason);

        [LoggerMessage(2, LogLevel.Error, "Invitation {Mailing} failed; its message comes again.")]
        public static partial void Failed(ILogger logger, Exception e, MailingKey mailing);

        [LoggerMessage(3, LogLevel.Error, "{Count} mailings could not be marked together.")]
        public static partial void NotMarked(ILogger logger, Exception e, int count);
    }
}
