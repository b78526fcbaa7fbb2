using Followup.Results.Rounds;
using Followup.Rows;
using Followup.Shared.Keys;
using Followup.Shared.Storage;
using static Followup.Tests.Results.Rounds.RoundScene;

namespace Followup.Tests.Results.Rounds.Attacks;

/// <summary>What people wrote tells nothing of who wrote it or when, also not after an erasure.</summary>
public sealed class CommentsTests(SystemFixture fixture)
{
    [Fact]
    public async Task Nine_people_say_nothing_and_ten_are_shown_in_an_order_that_neither_time_nor_text_makes()
    {
        var scene = await new Scene(fixture).WithProgramAsync();
        await scene.AnswerAsync(Audience.Learner, Persons(0, 9), i => Says(Frequency.Often, $"{i}"));
        await scene.HoldRoundsAsync(weeks: 1);
        Assert.Empty(await CommentsAsync(scene));
        await scene.AnswerAsync(Audience.Learner, Persons(9, 1), _ => Says(Frequency.Often, "9"));
        await Told.ResetAsync(scene);
        await scene.HoldRoundsAsync(weeks: 1);
        var before = Assert.Single(await CommentsAsync(scene)).Examples;

        // other texts, and another time of each answer
        foreach (var response in await scene.ResponsesAsync())
        {
            var text = response.Answers().Example!;
            response.AnsweredAt = response.AnsweredAt.AddDays(-text[0]);
            await Told.SayAsync(scene, response, Says(Frequency.Often, $"{(char)('z' - text[0] + '0')}{text}"));
        }
        await Told.ResetAsync(scene);
        await scene.HoldRoundsAsync(weeks: 1);

        Assert.Equal(10, before.Count);
        Assert.NotEqual(before, before.Order(StringComparer.Ordinal));
        Assert.Equal(before, Assert.Single(await CommentsAsync(scene)).Examples.Select(text => text[1..]));
    }

    [Fact]
    public async Task An_erasure_leaves_no_list_that_lacks_one_text_and_nothing_of_it_in_storage()
    {
        var scene = await new Scene(fixture).WithProgramAsync();
        await scene.AnswerAsync(Audience.Learner, Persons(0, 10), i => Says(Frequency.Often, $"Text {i}"));
        await scene.HoldRoundsAsync();
        var all = Assert.Single(await CommentsAsync(scene)).Examples;

        await scene.EraseAsync("p3");
        Assert.Equal(all, Assert.Single(await CommentsAsync(scene)).Examples);
        await scene.HoldRoundsAsync(weeks: 2);

        Assert.Empty(Assert.Single(await CommentsAsync(scene)).Examples);
        await scene.HoldRoundsAsync(weeks: 40);
        Assert.Empty(Assert.Single(await CommentsAsync(scene)).Examples);
    }

    [Fact]
    public async Task The_words_of_a_withdrawn_completion_go_as_well_once_the_person_is_erased()
    {
        var scene = await new Scene(fixture).WithProgramAsync();
        await scene.AnswerAsync(Audience.Learner, Persons(0, 10), i => Says(Frequency.Often, $"Text {i}"));
        await scene.HoldRoundsAsync();
        var key = scene.PersonKeyOf("p3");
        var response = (await scene.ResponsesAsync()).Single(response => response.By == key);
        var followup = (await scene.Tables.Followups.FindAsync<FollowupRow>(response.Followup.Partition, response.Followup.Row, Ct))!;
        var mailing = new MailingKey(Scene.DueOn, Audience.Learner, key);
        followup.Plan = PlannedInvitation.Write(
            [new(mailing.ToString(), "P42D", response.AnsweredAt, response.FinalAt!.Value)]);
        followup.State = FollowupState.TakenBack;
        await scene.Tables.Followups.UpdateEntityAsync(followup, followup.ETag, cancellationToken: Ct);
        await scene.Tables.Responses.DeleteEntityAsync(response, cancellationToken: Ct);

        await scene.EraseAsync("p3");
        await scene.HoldRoundsAsync(weeks: 2);

        Assert.Empty(Assert.Single(await CommentsAsync(scene)).Examples);
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_manager_who_is_erased_takes_the_lists_along_and_stays_one_person_among_those_who_wait()
    {
        var scene = await new Scene(fixture).WithProgramAsync();
        await scene.AnswerAsync(Audience.Manager, Persons(0, 12), i => Says(Frequency.Often, $"Text {i}"));
        await scene.HoldRoundsAsync();

        foreach (var manager in new[] { "boss0", "boss1", "boss2", "boss3" }) await scene.EraseAsync(manager);
        await scene.HoldRoundsAsync(weeks: 2);

        Assert.Empty(Assert.Single(await CommentsAsync(scene)).Examples);
        var places = Assert.Single(await scene.StreamsAsync()).Waiting;
        Assert.Equal(3, places.Select(place => place.Person).Distinct().Count());
        Assert.DoesNotContain(places, place => place.Person.Length == PersonKey.Of("").Length);
        Assert.All(places, place => Assert.NotNull(place.Response));
    }

    [Fact]
    public async Task An_answer_that_waits_and_is_erased_keeps_its_place_empty_for_ever()
    {
        var scene = await new Scene(fixture).WithProgramAsync();
        await scene.AnswerAsync(Audience.Learner, Persons(0, 9), i => Says((Frequency)(i % 5)));
        await scene.HoldRoundsAsync();
        var waiting = (await Told.WaitingAsync(scene)).Select(key => key.Split('|')[2]).ToHashSet();
        var erased = Persons(0, 9).First(person => waiting.Contains(scene.PersonKeyOf(person)));

        await scene.EraseAsync(erased);

        var places = Assert.Single(await scene.StreamsAsync()).Waiting;
        Assert.Equal(3, places.Count);
        var empty = Assert.Single(places, place => place.Response is null);
        Assert.NotEqual(scene.PersonKeyOf(erased), empty.Person);
        Assert.DoesNotContain(scene.PersonKeyOf(erased), await scene.StoredAsync(), StringComparison.Ordinal);
        await scene.HoldRoundsAsync(weeks: 2);
        Assert.Contains(empty, Assert.Single(await scene.StreamsAsync()).Waiting);
        Assert.Equal(6, (await scene.AccountAsync()).Counted);
    }

    private static async Task<IReadOnlyList<CommentRound>> CommentsAsync(Scene scene) =>
        await scene.Service<CommentStore>().OfAsync(scene.ProgramId, "P42D", TestContext.Current.CancellationToken);
}
