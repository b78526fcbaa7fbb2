using Azure.Data.Tables;
using Followup.Completions;
using Followup.Rows;
using Followup.Shared.Keys;
using Followup.Shared.Storage;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using NodaTime.Extensions;
using static Followup.Tests.Completions.SentCompletions;

namespace Followup.Tests.Completions;

/// <summary>What a crash between two writes, or an earlier release, has left is taken up when it is sent again.</summary>
public sealed class IntakeInterruptedTests(SystemFixture fixture)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private Tables Tables => fixture.System.Services.GetRequiredService<Tables>();

    private DateTimeOffset Now => fixture.System.Clock.GetUtcNow();

    [Fact]
    public async Task What_a_crash_left_unscheduled_is_scheduled_when_it_is_sent_again()
    {
        var program = await fixture.NewProgramAsync();
        var learner = (await fixture.NewPeopleAsync())[0];
        // the row was written, its message never sent
        await Tables.Followups.AddEntityAsync(Received(KeyOf(program, learner)), Ct);

        var again = await fixture.PostCompletionsAsync(Own(program, learner, Now));

        Assert.Equal(["duplicate"], again.Verdicts("items"));
        await fixture.System.DrainAsync(Ct);
        Assert.Equal(FollowupState.Scheduled, Assert.Single(await fixture.FollowupsAsync(program, learner)).State);
    }

    [Theory]
    [InlineData(0)] // the same again
    [InlineData(1)] // by the nightly export, as the next day
    public async Task What_a_crash_left_without_a_row_is_taken_in_when_it_is_sent_again(int daysLater)
    {
        var program = await fixture.NewProgramAsync();
        var learner = (await fixture.NewPeopleAsync())[0];
        await fixture.PostCompletionsAsync(Own(program, learner, Now.AddDays(-3)));
        await fixture.System.DrainAsync(Ct);
        var row = Assert.Single(await fixture.FollowupsAsync(program, learner));
        await Tables.Followups.DeleteEntityAsync(row.PartitionKey, row.RowKey, cancellationToken: Ct);

        var again = await fixture.PostCompletionsAsync(Own(program, learner, Now.AddDays(-3 + daysLater)));

        Assert.Equal(["duplicate"], again.Verdicts("items"));
        await fixture.System.DrainAsync(Ct);
        var after = Assert.Single(await fixture.FollowupsAsync(program, learner));
        Assert.Equal((row.RowKey, FollowupState.Scheduled), (after.RowKey, after.State));
    }

    [Fact]
    public async Task What_another_request_has_not_stored_yet_is_history_where_a_later_one_comes_between()
    {
        var program = await fixture.NewProgramAsync();
        var learner = (await fixture.NewPeopleAsync())[0];
        Answered? later = null;
        var interference = new Interference(
            Interference.Transaction(1), async () => later = await fixture.PostCompletionsAsync(Own(program, learner, Now)));
        var services = fixture.System.Services;
        // only the rows are stored through it: the record is written before
        var intake = ActivatorUtilities.CreateInstance<CompletionIntake>(services, new Tables(interference.With(fixture)));
        var longAgo = OffsetDateTime.FromDateTimeOffset(Now.AddDays(-60));

        var taken = await intake.TakeAsync([new ReportedCompletion(program, learner, new(longAgo, null), "lms")], Ct);

        Assert.Equal(("accepted", "accepted"), (Assert.Single(taken).Verdict, Assert.Single(later!.Verdicts("items"))));
        await fixture.System.DrainAsync(Ct);
        var rows = (await fixture.FollowupsAsync(program, learner)).OrderBy(row => row.CompletedAt).ToList();
        Assert.Equal([FollowupState.Withdrawn, FollowupState.Scheduled], rows.ConvertAll(row => row.State));
    }

    [Fact]
    public async Task What_an_earlier_release_kept_is_understood()
    {
        var program = await fixture.NewProgramAsync();
        var learner = (await fixture.NewPeopleAsync())[0];
        var key = KeyOf(program, learner);
        key = key with { CompletedOn = key.CompletedOn.PlusDays(-35) };
        await Tables.Followups.AddEntityAsync(Received(key), Ct);
        var open = new TableEntity(key.LearnerKey, $"open|{program}") { ["CompletedOn"] = LocalDateText.Iso(key.CompletedOn) };
        await Tables.People.AddEntityAsync(open, Ct);

        Assert.Equal(["duplicate"], (await fixture.PostCompletionsAsync(Own(program, learner, Now))).Verdicts("items"));
        Assert.Equal(["duplicate"], (await fixture.PostCompletionsAsync(Own(program, learner, Now.AddDays(-36)))).Verdicts("items"));
    }

    private FollowupKey KeyOf(string program, string learner)
    {
        var today = Now.ToInstant().InZone(DateTimeZoneProviders.Tzdb["Europe/Berlin"]).Date;
        return new(program, PersonKey.Of(learner), today);
    }

    private FollowupRow Received(FollowupKey key) => new()
    {
        PartitionKey = key.Partition,
        RowKey = key.Row,
        CompletedAt = Now,
        ReceivedAt = Now,
        OpenUntil = Now.AddDays(63),
    };
}
