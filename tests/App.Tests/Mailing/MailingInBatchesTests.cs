using Azure.Messaging.ServiceBus;
using Followup.Alarms;
using Followup.Mailing;
using Followup.Rows;
using Followup.Shared.Keys;
using Followup.Shared.Storage;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Followup.Tests.Mailing;

/// <summary>Mailings are claimed, mailed and marked many at once; what happens to one is no matter of the others.</summary>
public sealed class MailingInBatchesTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Of_a_batch_the_messages_that_cannot_be_understood_are_dead_letters_and_the_other_mailings_go_out_once()
    {
        await using var weeks = await Weeks.StartAsync(learners: 3);
        ServiceBusReceivedMessage[] bad =
        [
            SettledMessages.Received(new("{}") { Subject = "followup-due/99" }),
            SettledMessages.Received(new("""{"mailing":"2026-01-05|nobody|x","step":"invite"}""") { Subject = DueAlarm.Subject }),
            SettledMessages.Received(new("""{"mailing":"2026-01-05|learner|x","step":"dance"}""") { Subject = DueAlarm.Subject }),
            SettledMessages.OfAnotherKind(DueAlarm.Subject),
        ];
        var mailings = (await weeks.InvitationsAsync()).Select(row => row.Mailing).Distinct();
        // each of them twice
        ServiceBusReceivedMessage[] good =
            [.. mailings.SelectMany(key => new[] { AlarmOf(key), AlarmOf(key) }).Select(SettledMessages.Received)];
        var actions = new SettledMessages();

        await FunctionOf(weeks).RunAsync([bad[0], .. good, .. bad[1..]], actions, Ct);

        Assert.All(bad, message => Assert.Equal("NotUnderstood", actions[message]));
        Assert.All(good, message => Assert.Equal("completed", actions[message]));
        Assert.Equal(["boss", "e1", "e2", "e3"], weeks.Mails.Select(mail => mail.To.Split('@')[0]).Order());
    }

    [Fact]
    public async Task A_mailing_that_can_never_go_out_is_a_dead_letter_at_last_and_keeps_no_other_waiting()
    {
        await using var weeks = await Weeks.StartAsync(learners: 5);
        var program = await weeks.Fixture.NewProgramAsync();
        await weeks.Fixture.ImportPeopleAsync("id,email,name,managerId,timeZone\nsolo,solo@weeks.example,Solo,,Etc/UTC");
        await weeks.Fixture.PostCompletionsAsync(
            $$"""{"program":"{{program}}","learner":"solo","completedAt":"{{weeks.CompletedOn}}"}""");
        await weeks.Fixture.System.DrainAsync(Ct);
        var rows = weeks.Service<Tables>().Programs;
        var row = (await rows.FindAsync<Azure.Data.Tables.TableEntity>("program", program, Ct))!;
        row["Definition"] = "{ a program that nobody can read";
        await rows.UpdateEntityAsync(row, row.ETag, cancellationToken: Ct);

        var mailings = (await weeks.InvitationsAsync()).Select(row => row.Mailing).Distinct();
        await weeks.RingAsync([.. mailings.Select(AlarmOf)]);
        await weeks.Fixture.System.DrainAsync(Ct);

        Assert.Equal(["boss", "e1", "e2", "e3", "e4", "e5"], weeks.Mails.Select(mail => mail.To.Split('@')[0]).Order());
        await using var client = new ServiceBusClient(weeks.Fixture.System.ServiceBusConnection);
        await using var receiver = client.CreateReceiver("due", new ServiceBusReceiverOptions { SubQueue = SubQueue.DeadLetter });
        var dead = Assert.Single(await receiver.PeekMessagesAsync(10, cancellationToken: Ct));
        Assert.Equal("MaxDeliveryCountExceeded", dead.DeadLetterReason);
        Assert.Equal(PersonKey.Of("solo"), DueAlarm.Decode(dead).Key.RecipientKey);
    }

    [Fact]
    public async Task A_hundred_mailings_that_are_handled_twice_at_once_are_a_hundred_mails()
    {
        await using var weeks = await Weeks.StartAsync(learners: 100);
        var keys = await LearnersAsync(weeks);
        var inviting = weeks.Service<Inviting>();

        await Task.WhenAll(inviting.InviteAsync(keys, Ct), inviting.InviteAsync([.. keys.Reverse()], Ct));
        await weeks.AdvanceAsync(Period.FromHours(1)); // whoever found a claim has set an alarm

        Assert.Equal(100, weeks.Mails.Count);
        Assert.Equal(100, weeks.Mails.Select(mail => mail.To).Distinct().Count());
        Assert.All(
            (await weeks.InvitationsAsync()).Where(row => row.Mailing.Audience == Audience.Learner),
            row => Assert.Equal((InvitationState.Delivered, 1), (row.State, row.Attempts)));
    }

    [Fact]
    public async Task Mailings_that_somebody_else_claims_or_changes_meanwhile_go_out_once_and_so_do_the_others()
    {
        await using var weeks = await Weeks.StartAsync(learners: 20);
        var keys = await LearnersAsync(weeks);
        var interference = new Interference(
            Interference.Transaction(1),
            async () =>
            {
                await weeks.Service<Inviting>().InviteAsync([keys[3]], Ct);
                await weeks.Service<InvitationStore>().ChangeAsync(keys[4], row => row.Reason is null, row => row.Reason = "Changed.", Ct);
            });

        Assert.Empty(await weeks.InvitingWith(interference).InviteAsync(keys, Ct));

        Assert.Equal(20, weeks.Mails.Count);
        Assert.Equal(20, weeks.Mails.Select(mail => mail.To).Distinct().Count());
    }

    [Theory]
    [InlineData(2)] // while they are claimed, in two transactions
    [InlineData(3)] // while they are marked
    public async Task A_write_that_fails_once_costs_nobody_the_mail_or_half_an_hour_and_nobody_gets_two(int transaction)
    {
        await using var weeks = await Weeks.StartAsync(learners: 150);
        var keys = await LearnersAsync(weeks);
        var interference = new Interference(
            Interference.Transaction(transaction), () => throw new Azure.RequestFailedException(403, "Not today."));
        var inviting = weeks.InvitingWith(interference);

        // as BatchHandling does, and the next delivery
        IReadOnlyCollection<MailingKey> failed = keys;
        try
        {
            failed = await inviting.InviteAsync(keys, Ct);
        }
        catch (Azure.RequestFailedException)
        {
        }
        if (failed.Count > 0) Assert.Empty(await inviting.InviteAsync([.. failed], Ct));

        Assert.Equal(150, weeks.Mails.Count);
        var rows = (await weeks.InvitationsAsync()).Where(row => row.Mailing.Audience == Audience.Learner);
        Assert.All(rows, row => Assert.True(row.State is InvitationState.Sent or InvitationState.Delivered));
        Assert.All(rows, row => Assert.Equal(0, row.Resends));
    }

    [Fact]
    public async Task What_is_answered_or_erased_during_the_call_stays_so_and_the_others_are_marked()
    {
        await using var weeks = await Weeks.StartAsync(learners: 20);
        var keys = await LearnersAsync(weeks);
        var store = weeks.Service<InvitationStore>();
        // the claims are the first transaction, the marks the second
        var interference = new Interference(
            Interference.Transaction(2),
            async () =>
            {
                await store.ChangeAsync(keys[3], row => row.IsOpen, row => row.Answer(row.DueAt), Ct);
                var erased = Assert.Single(await store.OfAsync(keys[4], Ct));
                await weeks.Service<Tables>().Invitations.DeleteEntityAsync(erased.PartitionKey, erased.RowKey, cancellationToken: Ct);
            });

        Assert.Empty(await weeks.InvitingWith(interference).InviteAsync(keys, Ct));

        var rows = (await weeks.InvitationsAsync()).ToLookup(row => row.Mailing);
        Assert.Equal(InvitationState.Answered, Assert.Single(rows[keys[3]]).State);
        Assert.Empty(rows[keys[4]]);
        var others = keys.Where((_, i) => i is not (3 or 4)).SelectMany(key => rows[key]);
        Assert.All(others, row => Assert.True(row.State is InvitationState.Sent or InvitationState.Delivered));
        Assert.Equal(20, weeks.Mails.Count);
    }

    /// <summary>The mailings of the learners, who all are due on one day.</summary>
    private static async Task<IReadOnlyList<MailingKey>> LearnersAsync(Weeks weeks) =>
        [.. (await weeks.InvitationsAsync()).Select(row => row.Mailing).Where(mailing => mailing.Audience == Audience.Learner).Distinct()];

    private static ServiceBusMessage AlarmOf(MailingKey mailing) =>
        DueAlarm.Encode(new(mailing.ToString(), DueStep.Invite), new DateTimeOffset(2026, 1, 5, 9, 0, 0, TimeSpan.Zero));

    private static DueFunction FunctionOf(Weeks weeks) => ActivatorUtilities.CreateInstance<DueFunction>(weeks.Fixture.System.Services);
}
