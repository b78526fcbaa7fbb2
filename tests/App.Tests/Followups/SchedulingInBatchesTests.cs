using Azure.Data.Tables;
using Azure.Messaging.ServiceBus;
using Followup.Followups;
using Followup.Rows;
using Followup.Shared.Bus;
using Followup.Shared.Keys;
using Followup.Shared.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Followup.Tests.Followups;

/// <summary>Completions are scheduled many at once; what is wrong with one is no matter of the others.</summary>
public sealed class SchedulingInBatchesTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Of_a_batch_the_messages_that_cannot_be_understood_are_dead_letters_and_the_others_are_scheduled()
    {
        await using var weeks = await Weeks.StartAsync(learners: 3);
        var rows = await ReceivedAnewAsync(weeks);
        ServiceBusReceivedMessage[] bad =
        [
            SettledMessages.Received(new("{}") { Subject = "completion/99" }),
            SettledMessages.Received(new("{") { Subject = CompletionReceived.Subject }),
            SettledMessages.Received(
                new("""{"program":"p","learner":"l","completedOn":"2026-02-30"}""") { Subject = CompletionReceived.Subject }),
            SettledMessages.OfAnotherKind(CompletionReceived.Subject),
        ];
        var good = rows.ConvertAll(row => SettledMessages.Received(CompletionReceived.Encode(row.Key)));
        var again = SettledMessages.Received(CompletionReceived.Encode(rows[0].Key));
        var actions = new SettledMessages();

        await FunctionOf(weeks).RunAsync([bad[0], .. good, .. bad[1..], again], actions, Ct);

        Assert.All(bad, message => Assert.Equal("NotUnderstood", actions[message]));
        Assert.All([.. good, again], message => Assert.Equal("completed", actions[message]));
        Assert.All(await FollowupsAsync(weeks), row => Assert.Equal(FollowupState.Scheduled, row.State));
        Assert.Equal(6, (await weeks.InvitationsAsync()).Count);
    }

    [Fact]
    public async Task A_follow_up_that_can_never_be_scheduled_is_a_dead_letter_at_last_and_keeps_no_other_waiting()
    {
        await using var weeks = await Weeks.StartAsync(learners: 12);
        var rows = await ReceivedAnewAsync(weeks);
        rows[5].Plan = "{ a plan that nobody can read";
        await TablesOf(weeks).Followups.UpdateEntityAsync(rows[5], rows[5].ETag, cancellationToken: Ct);

        await weeks.Service<Queues>().Completions.SendAllAsync(rows.Select(row => CompletionReceived.Encode(row.Key)), Ct);
        await weeks.Fixture.System.DrainAsync(Ct);

        var after = await FollowupsAsync(weeks);
        Assert.Equal(rows[5].RowKey, Assert.Single(after, row => row.State != FollowupState.Scheduled).RowKey);
        Assert.Equal(22, (await weeks.InvitationsAsync()).Count);
        await using var client = new ServiceBusClient(weeks.Fixture.System.ServiceBusConnection);
        await using var receiver = client.CreateReceiver("completions", new ServiceBusReceiverOptions { SubQueue = SubQueue.DeadLetter });
        var dead = Assert.Single(await receiver.PeekMessagesAsync(10, cancellationToken: Ct));
        Assert.Equal((rows[5].Key.ToString(), "MaxDeliveryCountExceeded"), (dead.MessageId, dead.DeadLetterReason));
    }

    [Theory]
    [InlineData(1, 2)] // before the plans are written: it is planned by the list of people, which has the manager still
    [InlineData(2, 1)] // before the invitations are stored
    [InlineData(3, 1)] // before the states are written
    public async Task A_follow_up_that_something_else_changes_meanwhile_is_scheduled_as_it_is_then(int transaction, int planned)
    {
        await using var weeks = await Weeks.StartAsync(learners: 4);
        var rows = await ReceivedAnewAsync(weeks);
        var interference = new Interference(
            Interference.Transaction(transaction),
            async () =>
            {
                // as erasing the manager does
                var row = (await FollowupsAsync(weeks)).Find(row => row.RowKey == rows[2].RowKey)!;
                row.ManagerKey = null;
                if (row.Plan is not null)
                    row.Plan = PlannedInvitation.Write(row.Planned().Where(planned => planned.Key.Audience == Audience.Learner));
                await TablesOf(weeks).Followups.UpdateEntityAsync(row, row.ETag, TableUpdateMode.Replace, Ct);
            });

        await SchedulerOf(weeks, interference).ScheduleAsync(rows.ConvertAll(row => row.Key), Ct);

        var after = await FollowupsAsync(weeks);
        Assert.All(after, row => Assert.Equal(FollowupState.Scheduled, row.State));
        Assert.All(after, row => Assert.Equal(row.RowKey == rows[2].RowKey ? planned : 2, row.Planned().Count));
        Assert.All(after, row => Assert.Equal(row.Planned().Count == 2, row.ManagerKey is not null));
        var ofLearners = (await weeks.InvitationsAsync()).Where(row => row.Mailing.Audience == Audience.Learner);
        Assert.Equal(4, ofLearners.Count());
    }

    [Fact]
    public async Task A_follow_up_that_is_erased_meanwhile_is_gone_and_the_others_are_scheduled()
    {
        await using var weeks = await Weeks.StartAsync(learners: 4);
        var rows = await ReceivedAnewAsync(weeks);
        var interference = new Interference(
            Interference.Transaction(1),
            () => TablesOf(weeks).Followups.DeleteEntityAsync(rows[0].PartitionKey, rows[0].RowKey, cancellationToken: Ct));

        await SchedulerOf(weeks, interference).ScheduleAsync(rows.ConvertAll(row => row.Key), Ct);

        var after = await FollowupsAsync(weeks);
        Assert.Equal(rows.Skip(1).Select(row => row.RowKey), after.Select(row => row.RowKey));
        Assert.All(after, row => Assert.Equal(FollowupState.Scheduled, row.State));
        Assert.Equal(6, (await weeks.InvitationsAsync()).Count);
    }

    [Fact]
    public async Task Completions_that_are_handled_twice_at_once_are_scheduled_once()
    {
        await using var weeks = await Weeks.StartAsync(learners: 60);
        var keys = (await ReceivedAnewAsync(weeks)).ConvertAll(row => row.Key);
        var scheduler = weeks.Service<FollowupScheduler>();

        await Task.WhenAll(scheduler.ScheduleAsync(keys, Ct), scheduler.ScheduleAsync([.. keys.AsEnumerable().Reverse()], Ct));

        Assert.All(await FollowupsAsync(weeks), row => Assert.Equal(FollowupState.Scheduled, row.State));
        Assert.Equal(120, (await weeks.InvitationsAsync()).Count);
    }

    /// <summary>The follow-ups as they were when they had just been taken in: without plan and invitations.</summary>
    private static async Task<List<FollowupRow>> ReceivedAnewAsync(Weeks weeks)
    {
        foreach (var invitation in await weeks.InvitationsAsync())
            await TablesOf(weeks).Invitations.DeleteEntityAsync(invitation.PartitionKey, invitation.RowKey, cancellationToken: Ct);
        foreach (var row in await FollowupsAsync(weeks))
        {
            (row.State, row.Plan) = (FollowupState.Received, null);
            await TablesOf(weeks).Followups.UpdateEntityAsync(row, row.ETag, TableUpdateMode.Replace, Ct);
        }
        return await FollowupsAsync(weeks);
    }

    private static Task<List<FollowupRow>> FollowupsAsync(Weeks weeks) =>
        TablesOf(weeks).Followups.QueryAsync<FollowupRow>(cancellationToken: Ct).ToListAsync(Ct).AsTask();

    private static Tables TablesOf(Weeks weeks) => weeks.Service<Tables>();

    private static FollowupScheduler SchedulerOf(Weeks weeks, Interference interference) =>
        ActivatorUtilities.CreateInstance<FollowupScheduler>(
            weeks.Fixture.System.Services, new Tables(interference.With(weeks.Fixture)));

    private static FollowupSchedulingFunction FunctionOf(Weeks weeks) =>
        ActivatorUtilities.CreateInstance<FollowupSchedulingFunction>(weeks.Fixture.System.Services);
}
