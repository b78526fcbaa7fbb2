using System.Text.Json;
using Azure.Data.Tables;
using Followup.Local.Demo;
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
        foreach (var person in new[] { "ada", "alan", "grace", "edsger", "barbara" })
            await scene.Responses.SaveAsync(await scene.AskAsync(Audience.Learner, person), 1, Samples.Answered, ct);
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
        await scene.Responses.SaveAsync(await scene.AskAsync(Audience.Learner), 1, Samples.Answered, ct);
        var store = scene.Service<CountStore>();
        ProgramMonth month = new(scene.ProgramId, new(2026, 1));

        // twenty counts and twenty answers, as they come
        await Task.WhenAll(Enumerable.Range(0, 20).SelectMany(i => new[] { AnswerAsync(i), store.RecomputeAsync(month, ct) }));
        await store.RecomputeAsync(month, ct);

        var (margins, _) = await store.MarginsAsync(scene.ProgramId, ct);
        Assert.Equal(21, Assert.Single(margins.Waves).Total(2)[Audience.Learner, AnswerCount.Answers]);

        async Task AnswerAsync(int i) => await scene.Responses.SaveAsync(await scene.AskAsync(Audience.Learner, $"p{i}"), 1, Samples.Answered, ct);
    }

    [Fact]
    public async Task A_month_whose_last_completion_was_erased_leaves_nothing()
    {
        var scene = await new Scene(fixture).WithProgramAsync();
        var invitation = await scene.AskAsync(Audience.Learner);
        await scene.Responses.SaveAsync(invitation, 1, Samples.Answered, ct);
        await scene.CountAsync("2026-01");
        await scene.Tables.Responses.DeleteEntityAsync(invitation.Followup.Partition, invitation.Followup.ResponseRow("P42D", Audience.Learner), cancellationToken: ct);
        await scene.Tables.Followups.DeleteEntityAsync(invitation.Followup.Partition, invitation.Followup.Row, cancellationToken: ct);

        await scene.CountAsync("2026-01");

        Assert.Empty((await scene.Service<CountStore>().MarginsAsync(scene.ProgramId, ct)).Margins.Waves);
        Assert.Empty(await scene.Service<CountStore>().CommentsAsync(scene.ProgramId, "P42D", ct));
    }

    /// <summary>From the mail to the figures, over the queue, in a system of its own.</summary>
    [Fact]
    public async Task Answers_are_counted_within_a_minute_by_themselves()
    {
        await using var weeks = await Weeks.StartAsync(learners: 6);
        await weeks.UntilDueAsync();
        foreach (var mail in weeks.Mails)
            await Answering.AnswerAsync(new(mail.To, mail.Subject, mail.CustomArgs, [.. mail.Links.Select(link => new Uri(link))]), 100, new Random(1), ct);
        await weeks.AdvanceAsync(Period.FromMinutes(1));

        var answered = await weeks.Fixture.SendAsync(HttpMethod.Get, $"api/programs/{weeks.Program}/results");
        var figures = answered.Json.GetProperty("figures");
        Assert.Equal((6, 6, 6), (Count(figures, "learner", "completed"), Count(figures, "learner", "sent"), Count(figures, "learner", "answered")));
        Assert.Equal((6, 6, 6), (Count(figures, "manager", "completed"), Count(figures, "manager", "sent"), Count(figures, "manager", "answered")));
    }

    [Fact]
    public void The_message_reads_as_it_always_did() =>
        Assert.Equal("""{"program":"ai-eval","month":"2026-01"}""", ProgramMonth.Encode(new("ai-eval", new(2026, 1)), DateTimeOffset.UnixEpoch).Body.ToString());

    private static int Count(JsonElement figures, string audience, string step) => figures.GetProperty(audience).GetProperty("funnel").GetProperty(step).GetInt32();

    private async Task<List<string>> RowsAsync(Scene scene) => await scene.Tables.Results.QueryAsync<TableEntity>(
        TableClient.CreateQueryFilter($"PartitionKey eq {scene.ProgramId} or (PartitionKey eq 'OVERVIEW' and RowKey eq {scene.ProgramId})"), cancellationToken: ct)
        .Select(row => $"{row.PartitionKey} {row.RowKey} {row["ChangedAt"]} {Convert.ToBase64String(row.GetBinary("Part0"))}").ToListAsync(ct);
}
