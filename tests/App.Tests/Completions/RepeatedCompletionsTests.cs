using Followup.Rows;
using Followup.Shared.Storage;
using Microsoft.Extensions.DependencyInjection;
using static Followup.Tests.Completions.SentCompletions;

namespace Followup.Tests.Completions;

/// <summary>What is the same completion of one learner and program: over HTTP, with real tables and the real queue.</summary>
public sealed class RepeatedCompletionsTests(SystemFixture fixture)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private Tables Tables => fixture.System.Services.GetRequiredService<Tables>();

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

    [Theory]
    [InlineData(0, -29, "duplicate")] // less than thirty days
    [InlineData(-29, 0, "duplicate")]
    [InlineData(-35, 0, "duplicate")] // the first wave is in a week
    [InlineData(-50, 0, "accepted")]
    [InlineData(0, -50, "accepted")] // history
    [InlineData(-400, 0, "accepted")] // too old to be asked about
    public async Task Another_days_completion_is_the_same_or_one_of_its_own(int first, int second, string verdict)
    {
        var program = await fixture.NewProgramAsync();
        var learner = (await fixture.NewPeopleAsync())[0];
        Assert.Equal(["accepted"], (await fixture.PostCompletionsAsync(Own(program, learner, Now.AddDays(first)))).Verdicts("items"));
        await fixture.System.DrainAsync(Ct);

        var again = await fixture.PostCompletionsAsync(Own(program, learner, Now.AddDays(second)));

        Assert.Equal([verdict], again.Verdicts("items"));
        await fixture.System.DrainAsync(Ct);
        Assert.Equal(verdict == "accepted" ? 2 : 1, (await fixture.FollowupsAsync(program, learner)).Count);
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
            Own(program, learner, Now.AddDays(-100)),
        ];
        var taken = await fixture.PostCompletionsAsync($"[{string.Join(',', history)}]");

        Assert.Equal(["accepted", "accepted", "duplicate", "accepted"], taken.Verdicts("items"));
        await fixture.System.DrainAsync(Ct);
        var rows = (await fixture.FollowupsAsync(program, learner)).OrderBy(row => row.CompletedAt).ToList();
        Assert.Equal([FollowupState.Withdrawn, FollowupState.Withdrawn, FollowupState.Scheduled], rows.ConvertAll(row => row.State));
        Assert.StartsWith("Trained again on ", rows[1].Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("P42D", "P90D", "duplicate")] // still to come: it is asked, and this one belongs to it
    [InlineData("P90D", "P42D", "accepted")] // was asked
    public async Task Whether_the_first_wave_is_still_to_come_goes_by_the_waves_that_are_planned_by_now(
        string before, string after, string verdict)
    {
        await using var weeks = await Weeks.StartAsync(learners: 1, more: $",\"waves\":[\"{before}\"]");
        await weeks.AdvanceAsync(NodaTime.Period.FromDays(7));
        var json = $$"""{"title":"T","outcomes":[{{IntakeCalls.Outcome}}],"waves":["{{after}}"]}""";
        await weeks.Fixture.SendAsync(HttpMethod.Put, $"api/programs/{weeks.Program}?replan=true", json, "application/json");
        await weeks.Fixture.System.DrainAsync(Ct);
        await weeks.AdvanceAsync(NodaTime.Period.FromDays(53));

        Assert.Equal([verdict], (await weeks.CompleteAsync(weeks.Today, "e1")).Verdicts("items"));
        await weeks.AdvanceAsync(NodaTime.Period.FromDays(35));
        Assert.Single(weeks.ToLearners, mail => !mail.Subject.StartsWith("Reminder", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Who_trains_again_is_not_asked_about_the_last_time_any_more()
    {
        var program = await fixture.NewProgramAsync(""","waves":["P42D","P1Y"]""");
        var learner = (await fixture.NewPeopleAsync())[0];
        await fixture.PostCompletionsAsync(Own(program, learner, Now.AddDays(-60)));
        await fixture.System.DrainAsync(Ct);

        await fixture.PostCompletionsAsync(Own(program, learner, Now));

        var before = (await fixture.FollowupsAsync(program, learner)).MinBy(row => row.CompletedAt)!;
        foreach (var planned in before.Planned())
        {
            var key = planned.ToRow(before);
            var row = await Tables.Invitations.FindAsync<InvitationRow>(key.PartitionKey, key.RowKey, Ct);
            Assert.Equal(InvitationState.Withdrawn, row!.State);
            Assert.StartsWith("Trained again on ", row.Reason, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("P2D", 2, "accepted")]
    [InlineData("P7D", 6, "duplicate")]
    [InlineData("P7D", 7, "accepted")]
    [InlineData("P1M", 27, "duplicate")]
    public async Task A_program_says_how_near_days_are_one_training(string repeatAfter, int days, string verdict)
    {
        // nobody is asked, so no wave is still to come
        var program = $"p-{Guid.NewGuid():n}";
        await fixture.PutProgramAsync(program, $$"""{"title":"T","repeatAfter":"{{repeatAfter}}"}""");
        var learner = (await fixture.NewPeopleAsync())[0];
        await fixture.PostCompletionsAsync(Own(program, learner, Now.AddDays(-days)));

        Assert.Equal([verdict], (await fixture.PostCompletionsAsync(Own(program, learner, Now))).Verdicts("items"));
    }

    [Fact]
    public async Task An_event_that_was_seen_is_a_duplicate_whatever_its_time_is_now()
    {
        var program = $"p-{Guid.NewGuid():n}";
        await fixture.PutProgramAsync(program, """{"title":"T"}""");
        var learner = (await fixture.NewPeopleAsync())[0];
        await fixture.PostCompletionsAsync(On(program, learner, "2026-01-10", "course-1-enrolment-7"));

        var grown = await fixture.PostCompletionsAsync($"""
            [{On(program, learner, "2026-06-10", "course-1-enrolment-7")},{On(program, learner, "2026-08-10", "course-1-enrolment-8")}]
            """);

        Assert.Equal(["duplicate", "accepted"], grown.Verdicts("items"));
        Assert.Contains("2026-01-10", grown.Json.GetProperty("items")[0].GetProperty("reason").GetString()!, StringComparison.Ordinal);
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
}
