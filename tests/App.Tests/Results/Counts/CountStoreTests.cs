using Azure.Data.Tables;
using Followup.Results.Counts;
using Followup.Rows;
using Followup.Shared.Keys;
using NodaTime;

namespace Followup.Tests.Results.Counts;

public sealed class CountStoreTests(SystemFixture fixture)
{
    private readonly CancellationToken ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Counting_again_or_many_times_at_once_gives_the_same_rows()
    {
        var scene = await new Scene(fixture).WithProgramAsync();
        foreach (var person in new[] { "ada", "alan", "grace", "edsger", "barbara" }) await AnswerAsync(scene, person);
        await scene.CountAsync("2026-01");
        var once = await RowsAsync(scene);

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => scene.CountAsync("2026-01")));

        Assert.Equal(2, once.Count); // the month, and the sum of all months
        Assert.Equal(once, await RowsAsync(scene));
    }

    [Fact]
    public async Task A_count_that_was_begun_before_an_answer_does_not_cover_one_begun_after_it()
    {
        var scene = await new Scene(fixture).WithProgramAsync();
        await AnswerAsync(scene, "ada");
        var store = scene.Service<CountStore>();
        ProgramMonth month = new(scene.ProgramId, new(2026, 1));

        // twenty counts and twenty answers, as they come
        await Task.WhenAll(Enumerable.Range(0, 20).SelectMany(i =>
            new[] { AnswerAsync(scene, $"p{i}"), store.RecomputeAsync(month, ct) }));
        await store.RecomputeAsync(month, ct);

        Assert.Equal(21, (await ParticipationAsync(scene)).Of("P42D", Audience.Learner)[(int)FunnelStep.Completed]);
    }

    [Fact]
    public async Task A_month_whose_last_completion_was_erased_leaves_nothing()
    {
        var scene = await new Scene(fixture).WithProgramAsync();
        var invitation = await scene.AskAsync(Audience.Learner);
        await scene.Responses.SaveAsync(invitation, 1, Samples.Answered, ct);
        await scene.CountAsync("2026-01");
        var key = invitation.Followup;
        var responseRow = key.ResponseRow("P42D", Audience.Learner);
        await scene.Tables.Responses.DeleteEntityAsync(key.Partition, responseRow, cancellationToken: ct);
        await scene.Tables.Followups.DeleteEntityAsync(key.Partition, key.Row, cancellationToken: ct);

        await scene.CountAsync("2026-01");

        Assert.Empty((await ParticipationAsync(scene)).Waves);
    }

    [Fact]
    public async Task Invitations_that_an_earlier_release_wrote_without_their_program_count_too()
    {
        var scene = await new Scene(fixture).WithProgramAsync();
        await PlannedAsync("ada");
        var earlier = await PlannedAsync("alan");
        var (partition, row) = (earlier.PartitionKey, earlier.RowKey);
        TableEntity stored = await scene.Tables.Invitations.GetEntityAsync<TableEntity>(partition, row, cancellationToken: ct);
        Assert.True(stored.Remove("ProgramId"));
        await scene.Tables.Invitations.UpdateEntityAsync(stored, stored.ETag, TableUpdateMode.Replace, ct);

        await scene.CountAsync("2026-01");

        Assert.Equal(2, (await ParticipationAsync(scene)).Of("P42D", Audience.Learner)[(int)FunnelStep.Scheduled]);

        async Task<InvitationRow> PlannedAsync(string person)
        {
            var row = await scene.AskAsync(Audience.Learner, person);
            var planned = new PlannedInvitation(row.Mailing.ToString(), row.Wave, row.DueAt, row.ClosesAt);
            var followup = new TableEntity(row.Followup.Partition, row.Followup.Row) { ["Plan"] = PlannedInvitation.Write([planned]) };
            await scene.Tables.Followups.UpdateEntityAsync(followup, Azure.ETag.All, TableUpdateMode.Merge, ct);
            return row;
        }
    }

    /// <summary>From the mail to the counts, over the queue, in a system of its own.</summary>
    [Fact]
    public async Task Who_has_answered_is_counted_within_a_minute_by_itself()
    {
        await using var weeks = await Weeks.StartAsync(learners: 6);
        await weeks.UntilDueAsync();
        await weeks.AnswerAllAsync();
        await weeks.AdvanceAsync(Period.FromMinutes(1));

        var participation = await weeks.Service<CountStore>().ParticipationAsync(weeks.Program, ct);
        foreach (var audience in Enum.GetValues<Audience>())
        {
            var counts = participation.Of("P42D", audience);
            FunnelStep[] steps = [FunnelStep.Completed, FunnelStep.Sent, FunnelStep.Answered];
            Assert.Equal([6, 6, 6], steps.Select(step => counts[(int)step]));
        }
    }

    private Task<Participation> ParticipationAsync(Scene scene) =>
        scene.Service<CountStore>().ParticipationAsync(scene.ProgramId, ct);

    private async Task AnswerAsync(Scene scene, string person)
    {
        var invitation = await scene.AskAsync(Audience.Learner, person);
        await scene.Responses.SaveAsync(invitation, 1, Samples.Answered, ct);
    }

    /// <summary>All rows of the program's results, with what they hold.</summary>
    private async Task<List<string>> RowsAsync(Scene scene)
    {
        var program = scene.ProgramId;
        var filter = TableClient.CreateQueryFilter(
            $"PartitionKey eq {program} or (PartitionKey eq 'PARTICIPATION' and RowKey eq {program})");
        var rows = scene.Tables.Results.QueryAsync<TableEntity>(filter, cancellationToken: ct);
        return await rows.Select(TextOf).ToListAsync(ct);

        static string TextOf(TableEntity row) =>
            $"{row.PartitionKey} {row.RowKey} {Convert.ToBase64String(row.GetBinary("Part0"))}";
    }
}
