using System.Text.Json;
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

        Assert.Equal(4, once.Count); // cells, comments, margins and overview
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

        var (margins, _) = await store.MarginsAsync(scene.ProgramId, ct);
        Assert.Equal(21, Assert.Single(margins.Waves).Total(2)[Audience.Learner, AnswerCount.Answers]);
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

        var store = scene.Service<CountStore>();
        Assert.Empty((await store.MarginsAsync(scene.ProgramId, ct)).Margins.Waves);
        Assert.Empty(await store.CommentsAsync(scene.ProgramId, "P42D", ct));
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

        var (margins, _) = await scene.Service<CountStore>().MarginsAsync(scene.ProgramId, ct);
        Assert.Equal(2, Assert.Single(margins.Waves).Total(2)[Audience.Learner, FunnelStep.Scheduled]);

        async Task<InvitationRow> PlannedAsync(string person)
        {
            var row = await scene.AskAsync(Audience.Learner, person);
            var planned = new PlannedInvitation(row.Mailing.ToString(), row.Wave, row.DueAt, row.ClosesAt);
            var followup = new TableEntity(row.Followup.Partition, row.Followup.Row) { ["Plan"] = PlannedInvitation.Write([planned]) };
            await scene.Tables.Followups.UpdateEntityAsync(followup, Azure.ETag.All, TableUpdateMode.Merge, ct);
            return row;
        }
    }

    /// <summary>From the mail to the figures, over the queue, in a system of its own.</summary>
    [Fact]
    public async Task Answers_are_counted_within_a_minute_by_themselves()
    {
        await using var weeks = await Weeks.StartAsync(learners: 6);
        await weeks.UntilDueAsync();
        await weeks.AnswerAllAsync();
        await weeks.AdvanceAsync(Period.FromMinutes(1));

        var answered = await weeks.Fixture.SendAsync(HttpMethod.Get, $"api/programs/{weeks.Program}/results");
        var figures = answered.Json.GetProperty("figures");
        foreach (var audience in new[] { "learner", "manager" })
        {
            var funnel = figures.GetProperty(audience).GetProperty("funnel");
            Assert.Equal((6, 6, 6), (Count(funnel, "completed"), Count(funnel, "sent"), Count(funnel, "answered")));
        }
    }

    private static int Count(JsonElement funnel, string step) => funnel.GetProperty(step).GetInt32();

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
            $"PartitionKey eq {program} or (PartitionKey eq 'OVERVIEW' and RowKey eq {program})");
        var rows = scene.Tables.Results.QueryAsync<TableEntity>(filter, cancellationToken: ct);
        return await rows.Select(TextOf).ToListAsync(ct);

        static string TextOf(TableEntity row) =>
            $"{row.PartitionKey} {row.RowKey} {row["ChangedAt"]} {Convert.ToBase64String(row.GetBinary("Part0"))}";
    }
}
