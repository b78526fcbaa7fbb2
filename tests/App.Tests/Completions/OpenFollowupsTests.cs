using Followup.Rows;
using Followup.Shared.Keys;
using Followup.Shared.Storage;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using NodaTime.Extensions;
using static Followup.Tests.Completions.SentCompletions;

namespace Followup.Tests.Completions;

/// <summary>Of one learner and program only one follow-up is open at a time: over HTTP, with real tables and the real queue.</summary>
public sealed class OpenFollowupsTests(SystemFixture fixture)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private DateTimeOffset Now => fixture.System.Clock.GetUtcNow();

    [Fact]
    public async Task The_same_completions_again_are_duplicates_and_nothing_more_is_scheduled()
    {
        var program = await fixture.NewProgramAsync();
        var people = await fixture.NewPeopleAsync(2);
        var batch = $"[{Own(program, people[0], Now)},{Own(program, people[1], Now)},{Own(program, people[0], Now)}]";

        Assert.Equal(["accepted", "accepted", "duplicate"], (await fixture.PostCompletionsAsync(batch)).Verdicts("items"));
        await fixture.System.DrainAsync(Ct);
        var before = await fixture.FollowupsAsync(program, people[0]);

        Assert.Equal(["duplicate", "duplicate", "duplicate"], (await fixture.PostCompletionsAsync(batch)).Verdicts("items"));
        await fixture.System.DrainAsync(Ct);
        Assert.Equal(Assert.Single(before).ETag, Assert.Single(await fixture.FollowupsAsync(program, people[0])).ETag);
    }

    [Fact]
    public async Task While_a_follow_up_is_open_another_days_completion_is_a_duplicate()
    {
        var program = await fixture.NewProgramAsync();
        var learner = (await fixture.NewPeopleAsync())[0];
        await fixture.PostCompletionsAsync(Own(program, learner, Now.AddDays(-45)));

        var again = await fixture.PostCompletionsAsync(Own(program, learner, Now));

        Assert.Equal(["duplicate"], again.Verdicts("items"));
        Assert.Single(await fixture.FollowupsAsync(program, learner));
    }

    [Fact]
    public async Task Once_a_follow_up_is_over_the_next_completion_counts()
    {
        var program = await fixture.NewProgramAsync();
        var learner = (await fixture.NewPeopleAsync())[0];
        await fixture.PostCompletionsAsync(Own(program, learner, Now.AddDays(-400))); // too old to ask about
        await fixture.System.DrainAsync(Ct);

        var next = await fixture.PostCompletionsAsync(Own(program, learner, Now));

        Assert.Equal(["accepted"], next.Verdicts("items"));
        Assert.Equal(2, (await fixture.FollowupsAsync(program, learner)).Count);
    }

    [Fact]
    public async Task In_a_history_sent_whole_the_completion_that_can_be_asked_about_counts()
    {
        var program = await fixture.NewProgramAsync();
        var learner = (await fixture.NewPeopleAsync())[0];

        string[] history =
        [
            Own(program, learner, Now.AddDays(-700)),
            Own(program, learner, Now),
            Own(program, learner, Now.AddDays(-1)),
        ];
        var taken = await fixture.PostCompletionsAsync($"[{string.Join(',', history)}]");

        Assert.Equal(["accepted", "accepted", "duplicate"], taken.Verdicts("items"));
    }

    [Fact]
    public async Task A_follow_up_that_was_asked_late_is_open_too()
    {
        var program = await fixture.NewProgramAsync();
        var learner = (await fixture.NewPeopleAsync())[0];
        await fixture.PostCompletionsAsync(Own(program, learner, Now.AddDays(-130)));
        await fixture.System.DrainAsync(Ct);

        Assert.Equal(["duplicate"], (await fixture.PostCompletionsAsync(Own(program, learner, Now))).Verdicts("items"));
    }

    [Fact]
    public async Task Another_program_of_the_same_learner_is_another_follow_up()
    {
        var (one, two) = (await fixture.NewProgramAsync(), await fixture.NewProgramAsync());
        var learner = (await fixture.NewPeopleAsync())[0];

        var taken = await fixture.PostCompletionsAsync($"[{Own(one, learner, Now)},{Own(two, learner, Now)}]");

        Assert.Equal(["accepted", "accepted"], taken.Verdicts("items"));
    }

    [Theory]
    [InlineData(0)] // all about one day
    [InlineData(1)] // each about another day
    public async Task Of_posts_at_once_one_is_accepted(int daysBetween)
    {
        var program = await fixture.NewProgramAsync();
        var learner = (await fixture.NewPeopleAsync())[0];
        var now = Now;

        var posts = await Task.WhenAll(Enumerable.Range(0, 6).Select(number =>
            fixture.PostCompletionsAsync(Own(program, learner, now.AddDays(-number * daysBetween)))));

        Assert.Equal((1, 5), (posts.Sum(post => post["accepted"]), posts.Sum(post => post["duplicate"])));
        await fixture.System.DrainAsync(Ct);
        Assert.Single(await fixture.FollowupsAsync(program, learner));
    }

    [Fact]
    public async Task What_a_crash_left_unscheduled_is_scheduled_when_it_is_sent_again()
    {
        var program = await fixture.NewProgramAsync();
        var learner = (await fixture.NewPeopleAsync())[0];
        var today = Now.ToInstant().InZone(DateTimeZoneProviders.Tzdb["Europe/Berlin"]).Date;
        var key = new FollowupKey(program, PersonKey.Of(learner), today);
        // the row was written, its message never sent
        var row = new FollowupRow
        {
            PartitionKey = key.Partition,
            RowKey = key.Row,
            CompletedAt = Now,
            ReceivedAt = Now,
            OpenUntil = Now.AddDays(63),
        };
        await fixture.System.Services.GetRequiredService<Tables>().Followups.AddEntityAsync(row, Ct);

        var again = await fixture.PostCompletionsAsync(Own(program, learner, Now));

        Assert.Equal(["duplicate"], again.Verdicts("items"));
        await fixture.System.DrainAsync(Ct);
        Assert.Equal(FollowupState.Scheduled, Assert.Single(await fixture.FollowupsAsync(program, learner)).State);
    }
}
