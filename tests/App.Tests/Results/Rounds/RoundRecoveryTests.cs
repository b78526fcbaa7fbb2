using Azure.Data.Tables;
using Followup.Results.Rounds;
using Followup.Rows;
using Followup.Shared.Keys;
using Followup.Shared.Storage;
using Microsoft.Extensions.DependencyInjection;
using static Followup.Tests.Results.Rounds.RoundScene;

namespace Followup.Tests.Results.Rounds;

/// <summary>
/// What crashes, restores, another key and an earlier release leave of rounds: each answer counted once, and no round held otherwise.
/// </summary>
public sealed class RoundRecoveryTests(SystemFixture fixture)
{
    private readonly CancellationToken ct = TestContext.Current.CancellationToken;

    /// <summary>The writes of a day, each of them the one before which the app dies.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public async Task A_crash_before_any_write_is_made_good_by_the_next_night(int write)
    {
        var scene = await new Scene(fixture).WithProgramAsync();
        await scene.AnswerAsync(Audience.Learner, Persons(0, 12), i => Says((Frequency)(i % 5), $"Example {i}"));
        await scene.AnswerAsync(Audience.Manager, Persons(0, 12), countsIn: CountsIn.Department);
        var seen = 0;
        var crash = new Interference(
            request => request.Method.ToString() is "POST" or "PUT" && Interlocked.Increment(ref seen) == write,
            () => throw new InvalidOperationException("The app dies here."));

        await Assert.ThrowsAnyAsync<Exception>(() => HoldingWith(crash).HoldAsync(scene.ProgramId, Scene.DueOn.PlusWeeks(3), ct));
        Assert.Equal(ProgramTotals.Empty.Day, (await scene.Service<RoundStore>().TotalsAsync(scene.ProgramId, ct)).Day);
        await scene.HoldRoundsAsync();

        Assert.Equal((9 + 9, 6), await scene.AccountAsync());
        var totals = await scene.Service<RoundStore>().TotalsAsync(scene.ProgramId, ct);
        Assert.Equal([12, 12], totals.Audiences.Select(audience => audience.Answered));
        var all = await scene.Service<CommentStore>().AllAsync(scene.ProgramId, ct);
        var words = Assert.Single(all, one => one.Audience == Audience.Learner);
        Assert.Equal(12, words.Examples.Count);
    }

    [Fact]
    public async Task A_table_that_was_lost_counts_nothing_again_and_one_of_an_older_copy_falls_as_it_fell()
    {
        var scene = await new Scene(fixture).WithProgramAsync();
        await scene.AnswerAsync(Audience.Learner, Persons(0, 9), i => Says((Frequency)(i % 5)));
        var empty = await CopyAsync(scene);
        await scene.HoldRoundsAsync(weeks: 0);
        var before = await CopyAsync(scene);
        await scene.HoldRoundsAsync();
        var held = await scene.StoredAsync();

        // the copy was made before the last round
        await RestoreAsync(scene, before);
        await scene.AnswerLaterAsync(Persons(9, 6));
        await scene.HoldRoundsAsync(weeks: 8);
        var first = (await scene.RoundsAsync()).Where(round => round.Number == 1);
        Assert.Equal(9 - 3, Assert.Single(first).Counted[AnswerCount.Answers]);
        Assert.Contains(RoundOf(held), await scene.StoredAsync(), StringComparison.Ordinal);

        // nothing is left of it, on a night of the same week
        await RestoreAsync(scene, empty);
        await scene.HoldRoundsAsync(weeks: 8);
        Assert.Equal((0, 0), await scene.AccountAsync());
        await scene.HoldRoundsAsync(weeks: 9);
        await scene.HoldRoundsAsync(weeks: 10);
        Assert.Equal((0, 0), await scene.AccountAsync());

        static string RoundOf(string stored) =>
            stored.Split('\n').Single(row => row.StartsWith("round|", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_first_day_that_failed_until_the_next_loses_no_answer()
    {
        var scene = await new Scene(fixture).WithProgramAsync();
        await scene.AnswerAsync(Audience.Learner, Persons(0, 9));
        await scene.AnswerLaterAsync(Persons(9, 5));
        var crash = new Interference(
            request => request.Uri.Path.EndsWith("$batch", StringComparison.Ordinal),
            () => throw new InvalidOperationException("The app dies here."));
        await Assert.ThrowsAnyAsync<Exception>(() => HoldingWith(crash).HoldAsync(scene.ProgramId, Scene.DueOn.PlusWeeks(3), ct));

        await scene.HoldRoundsAsync(weeks: 8);

        Assert.Equal((6 + 5, 3), await scene.AccountAsync());
    }

    [Fact]
    public async Task Who_is_erased_while_a_round_is_held_leaves_no_key_in_a_place()
    {
        var scene = await new Scene(fixture).WithProgramAsync();
        await scene.AnswerAsync(Audience.Learner, Persons(0, 8));
        await scene.AnswerAsync(Audience.Manager, Persons(8, 8));
        string[] erased = [.. Persons(0, 8), "boss0", "boss1", "boss2", "boss3"];
        var erasure = new Interference(
            request => request.Uri.Path.EndsWith("$batch", StringComparison.Ordinal),
            async () =>
            {
                foreach (var person in erased) await scene.EraseAsync(person);
            });

        await HoldingWith(erasure).HoldAsync(scene.ProgramId, Scene.DueOn.PlusWeeks(3), ct);

        var places = (await scene.StreamsAsync()).ToDictionary(state => state.Key.Audience, state => state.Waiting);
        var keys = erased.Select(scene.PersonKeyOf).ToHashSet();
        Assert.DoesNotContain(places.Values.SelectMany(waiting => waiting), place => keys.Contains(place.Person));
        Assert.All(places[Audience.Learner], place => Assert.Null(place.Response));
        Assert.All(places[Audience.Manager], place => Assert.NotNull(place.Response));
    }

    [Fact]
    public async Task Answers_of_an_earlier_release_enter_in_the_first_round_by_department_and_once()
    {
        var scene = await new Scene(fixture).WithProgramAsync();
        await scene.AnswerAsync(Audience.Learner, Persons(0, 8));
        await scene.AnswerAsync(Audience.Manager, Persons(0, 8));
        foreach (var invitation in await scene.Tables.Invitations.RangeAsync<InvitationRow>("2999-02-16", "", ct).ToListAsync(ct))
        {
            if (invitation.ProgramId == scene.ProgramId) await PlanAsync(scene, invitation);
        }
        foreach (var key in (await scene.ResponsesAsync()).Select(row => (row.PartitionKey, row.RowKey)))
        {
            var row = (await scene.Tables.Responses.FindAsync<TableEntity>(key.PartitionKey, key.RowKey, ct))!;
            foreach (var property in new[] { "FinalAt", "By", "CountsIn" }) Assert.True(row.Remove(property));
            await scene.Tables.Responses.UpdateEntityAsync(row, row.ETag, TableUpdateMode.Replace, ct);
        }

        await scene.HoldRoundsAsync();
        await scene.HoldRoundsAsync(weeks: 2);

        Assert.Equal((10, 6), await scene.AccountAsync());
        Assert.All(await scene.RoundsAsync(), round => Assert.Equal(CountsIn.Department, round.Stream.CountsIn));
    }

    private async Task PlanAsync(Scene scene, InvitationRow invitation)
    {
        var key = invitation.Followup;
        var followup = (await scene.Tables.Followups.FindAsync<FollowupRow>(key.Partition, key.Row, ct))!;
        var planned = new PlannedInvitation(invitation.Mailing.ToString(), "P42D", invitation.DueAt, invitation.ClosesAt);
        followup.Plan = PlannedInvitation.Write([.. followup.Planned(), planned]);
        await scene.Tables.Followups.UpdateEntityAsync(followup, followup.ETag, cancellationToken: ct);
    }

    [Fact]
    public async Task Another_key_of_the_lots_changes_no_round_that_was_held()
    {
        var scene = await new Scene(fixture).WithProgramAsync();
        await scene.AnswerAsync(Audience.Learner, Persons(0, 9), i => Says((Frequency)(i % 5)));
        await scene.HoldRoundsAsync();
        var held = Assert.Single(await scene.RoundsAsync()).Counted.Counts;
        await scene.AnswerLaterAsync(Persons(9, 5));
        var key = Convert.ToBase64String(new byte[32]);
        var other = ActivatorUtilities.CreateInstance<RoundHolding>(
            fixture.System.Services, new Lot(Microsoft.Extensions.Options.Options.Create(new RoundOptions { LotKey = key })));

        await other.HoldAsync(scene.ProgramId, Scene.DueOn.PlusWeeks(10), ct);

        Assert.Equal(held, (await scene.RoundsAsync())[0].Counted.Counts);
        Assert.Equal((6 + 5, 3), await scene.AccountAsync());
    }

    /// <summary>Holds rounds with something that happens to the table results meanwhile.</summary>
    private RoundHolding HoldingWith(Interference interference)
    {
        var services = fixture.System.Services;
        var tables = new Tables(interference.With(fixture));
        return ActivatorUtilities.CreateInstance<RoundHolding>(services, new RoundStore(tables), new CommentStore(tables));
    }

    private async Task<List<TableEntity>> CopyAsync(Scene scene) =>
        await scene.Tables.Results.RangeAsync<TableEntity>(scene.ProgramId, "", ct).ToListAsync(ct);

    private async Task RestoreAsync(Scene scene, List<TableEntity> copy)
    {
        foreach (var row in await CopyAsync(scene)) await scene.Tables.Results.DeleteEntityAsync(row, cancellationToken: ct);
        foreach (var row in copy) await scene.Tables.Results.AddEntityAsync(row, ct);
    }
}
