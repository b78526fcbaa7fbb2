using Followup.Rows;
using Followup.Shared.Keys;
using static Followup.Tests.Results.Rounds.RoundScene;

namespace Followup.Tests.Results.Rounds;

/// <summary>Rounds in real tables: held once, whatever happens beside them.</summary>
public sealed class RoundHoldingTests(SystemFixture fixture)
{
    private readonly CancellationToken ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Eight_people_have_a_round_in_which_three_wait_and_five_new_ones_the_next()
    {
        var scene = await new Scene(fixture).WithProgramAsync();
        await scene.AnswerAsync(Audience.Learner, Persons(0, 7));
        await scene.HoldRoundsAsync();
        Assert.Equal((0, 0), await scene.AccountAsync());

        await scene.AnswerAsync(Audience.Learner, Persons(7, 1));
        await scene.HoldRoundsAsync(weeks: 2);
        Assert.Equal((5, 3), await scene.AccountAsync());

        // the scene's pages all close at one moment, which has been counted: of a later one
        await scene.AnswerLaterAsync(Persons(8, 4));
        await scene.HoldRoundsAsync(weeks: 5);
        Assert.Equal((5, 3), await scene.AccountAsync());
        await scene.AnswerLaterAsync(Persons(12, 1));
        await scene.HoldRoundsAsync(weeks: 6);
        Assert.Equal((10, 3), await scene.AccountAsync());
    }

    [Fact]
    public async Task A_day_held_again_or_many_times_at_once_holds_each_answer_once()
    {
        var scene = await new Scene(fixture).WithProgramAsync();
        await scene.AnswerAsync(Audience.Learner, Persons(0, 11));
        await scene.AnswerAsync(Audience.Manager, Persons(0, 9), countsIn: CountsIn.Department);

        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => scene.HoldRoundsAsync()));
        var once = await scene.StoredAsync();
        await scene.HoldRoundsAsync();

        Assert.Equal((8 + 6, 6), await scene.AccountAsync());
        Assert.Equal(once, await scene.StoredAsync());
    }

    [Fact]
    public async Task What_managers_say_waits_for_three_of_them_and_for_none_to_give_more_than_half()
    {
        var scene = await new Scene(fixture).WithProgramAsync();
        foreach (var (i, person) in Persons(0, 12).Index())
        {
            // two managers; then a third with the fewest that make nobody's share more than half
            var by = i < 6 ? "boss0" : i < 9 ? "boss1" : "boss2";
            if (i == 9) await HeldAsync(0);
            var invitation = await scene.AskAsync(Audience.Manager, person, person, by: by, countsIn: CountsIn.Everybody);
            await scene.Responses.SaveAsync(invitation, 1, Samples.Answered, ct);
        }
        await HeldAsync(9);

        async Task HeldAsync(int counted)
        {
            await scene.HoldRoundsAsync(weeks: counted == 0 ? 1 : 2);
            Assert.Equal(counted, (await scene.AccountAsync()).Counted);
        }
    }

    [Fact]
    public async Task Many_reports_of_one_manager_are_no_group()
    {
        var scene = await new Scene(fixture).WithProgramAsync();
        foreach (var person in Persons(0, 9))
        {
            var reported = await scene.AskAsync(Audience.Manager, person, by: "boss", countsIn: CountsIn.Everybody);
            await scene.Responses.SaveAsync(reported, 1, Samples.Answered, ct);
        }

        await scene.HoldRoundsAsync();
        Assert.Equal((0, 0), await scene.AccountAsync());

        // neither where nobody can say any more whose they are
        await scene.EraseAsync("boss");
        await scene.HoldRoundsAsync(weeks: 2);
        Assert.Equal((0, 0), await scene.AccountAsync());
    }

    [Fact]
    public async Task A_group_too_small_for_half_a_year_is_counted_with_others_by_name_and_never_moves_back()
    {
        var scene = await new Scene(fixture).WithProgramAsync();
        foreach (var (department, people) in new[] { ("Legal", Persons(0, 5)), ("Tower", Persons(5, 4)), ("Claims", Persons(9, 8)) })
            await scene.AnswerAsync(Audience.Learner, people, countsIn: CountsIn.Department, department: department);
        await scene.HoldRoundsAsync();
        Assert.Equal((5, 3), await scene.AccountAsync());

        await scene.HoldRoundsAsync(weeks: 27);

        Assert.Equal((5 + 6, 6), await scene.AccountAsync());
        var others = Assert.Single(await scene.RoundsAsync(), round => round.Stream.CountsIn == CountsIn.Others);
        Assert.Equal(["Legal", "Tower"], others.Names);
        await scene.HoldRoundsAsync(weeks: 60);
        Assert.Equal((5 + 6, 6), await scene.AccountAsync());
    }

    [Fact]
    public async Task What_is_final_later_than_the_answer_that_waits_under_its_key_is_another_and_is_counted_once()
    {
        var scene = await new Scene(fixture).WithProgramAsync();
        await scene.AnswerAsync(Audience.Learner, Persons(0, 8));
        await scene.HoldRoundsAsync();
        var place = Assert.Single(await scene.StreamsAsync()).Waiting[0];
        // it was taken out, and answered anew on a page that is still open
        foreach (var response in (await scene.ResponsesAsync()).Where(response => response.By == place.Person))
        {
            response.FinalAt = response.FinalAt!.Value.AddDays(70);
            await scene.Tables.Responses.UpdateEntityAsync(response, response.ETag, cancellationToken: ct);
        }

        await scene.HoldRoundsAsync(weeks: 2);
        Assert.Contains(Assert.Single(await scene.StreamsAsync()).Waiting, one => one.Response is null);
        await scene.AnswerLaterAsync(Persons(8, 5));
        await scene.HoldRoundsAsync(weeks: 6);

        Assert.Equal((5 + 5, 3), await scene.AccountAsync());
    }

    [Fact]
    public async Task A_baseline_that_closes_after_the_later_wave_does_not_move_what_was_counted()
    {
        var scene = await new Scene(fixture).WithProgramAsync();
        await scene.AnswerAsync(Audience.Learner, Persons(0, 12));
        await scene.HoldRoundsAsync();
        foreach (var response in await scene.ResponsesAsync())
        {
            response.RowKey = response.RowKey.Replace("P42D", "P0D", StringComparison.Ordinal);
            response.FinalAt = response.FinalAt!.Value.AddDays(1);
            await scene.Tables.Responses.AddEntityAsync(response, ct);
        }

        await scene.HoldRoundsAsync(weeks: 2);

        Assert.Equal((9, 3), await scene.AccountAsync());
    }
}
