using Followup.Rows;
using Followup.Shared.Keys;
using static Followup.Tests.Results.Rounds.RoundScene;

namespace Followup.Tests.Results.Rounds.Attacks;

/// <summary>
/// Between two rounds nothing that is told changes, whatever is answered, edited, put off or erased; and an answer that waits makes no
/// difference to anything.
/// </summary>
public sealed class BytesTests
{
    private readonly CancellationToken ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Between_two_rounds_every_byte_stays()
    {
        await using var fixture = await StartedAsync();
        var scene = await CountedAsync(fixture);
        var before = await Told.EverythingAsync(fixture, scene);
        var waiting = (await Told.WaitingAsync(scene)).Select(key => key.Split('|')[2]).First();
        string[] all = [.. Persons(0, 12), .. Persons(20, 9)];
        var erased = all.First(person => scene.PersonKeyOf(person) == waiting);
        var counted = all.First(person => person != erased);

        await scene.AnswerAsync(Audience.Learner, Persons(12, 3), _ => Says(Frequency.Rarely, "Something new."));
        await scene.AnswerAsync(Audience.Manager, ["late"], _ => Says(Frequency.Rarely));
        await EditAsync(scene, "p12");
        await PutOffAsync(scene, "p13");
        await scene.EraseAsync(erased);
        await scene.EraseAsync(counted);
        await scene.EraseAsync("boss0");
        await scene.CountAsync("2026-01");

        AssertSame(before, await Told.EverythingAsync(fixture, scene));
        await scene.HoldRoundsAsync(weeks: 2);
        Assert.NotEqual(before, await Told.EverythingAsync(fixture, scene));
    }

    [Fact]
    public async Task Two_runs_that_differ_in_an_answer_that_waits_are_equal_until_it_is_counted()
    {
        await using var fixture = await StartedAsync();
        var scene = await CountedAsync(fixture);
        var before = await Told.EverythingAsync(fixture, scene);
        var waiting = await Told.WaitingAsync(scene);
        Assert.Equal(9, waiting.Count);

        foreach (var key in waiting)
        {
            var response = await Told.ResponseAsync(scene, key);
            var otherwise = response.Answers() with { Outcomes = Says(Frequency.AlmostNever).Outcomes, Barriers = ["tools"] };
            await Told.SayAsync(scene, response, otherwise);
        }
        await Told.ResetAsync(scene);
        await scene.HoldRoundsAsync();

        Assert.Equal(waiting, await Told.WaitingAsync(scene));
        AssertSame(before, await Told.EverythingAsync(fixture, scene));
        // teeth: one that is counted shows
        var counted = (await scene.ResponsesAsync()).First(row => !waiting.Contains($"{row.PartitionKey}|{row.RowKey}"));
        await Told.SayAsync(scene, counted, Says(Frequency.AlmostNever));
        await Told.ResetAsync(scene);
        await scene.HoldRoundsAsync();
        Assert.NotEqual(before, await Told.EverythingAsync(fixture, scene));
    }

    private static async Task<SystemFixture> StartedAsync()
    {
        var fixture = new SystemFixture { BeginsOnMonday = true };
        await fixture.InitializeAsync();
        return fixture;
    }

    /// <summary>Two departments and the others have had a round; there are words of ten and more people.</summary>
    private static async Task<Scene> CountedAsync(SystemFixture fixture)
    {
        var scene = await new Scene(fixture).WithProgramAsync();
        await scene.AnswerAsync(Audience.Learner, Persons(0, 12), i => Says((Frequency)(i % 5), $"Example {i}"), CountsIn.Department);
        await scene.AnswerAsync(Audience.Manager, Persons(0, 12), i => Says((Frequency)(i % 4)), CountsIn.Department);
        await scene.AnswerAsync(Audience.Learner, Persons(20, 9), i => Says((Frequency)(i % 3)), CountsIn.Others, "Legal");
        await scene.CountAsync("2026-01");
        await scene.HoldRoundsAsync();
        return scene;
    }

    private static async Task<InvitationRow> InvitationAsync(Scene scene, string person) => await scene.InvitationAsync(new()
    {
        PartitionKey = scene.LearnerMailing.Partition,
        RowKey = new MailingKey(Scene.DueOn, Audience.Learner, scene.PersonKeyOf(person))
            .InvitationRow(scene.ProgramId, scene.PersonKeyOf(person), "P42D"),
    });

    private async Task EditAsync(Scene scene, string person) =>
        await scene.Responses.SaveAsync(await InvitationAsync(scene, person), 1, Says(Frequency.Often, "In other words."), ct);

    private async Task PutOffAsync(Scene scene, string person)
    {
        var invitation = await InvitationAsync(scene, person);
        invitation.PostponedTo = invitation.ClosesAt.AddDays(-7);
        await scene.Tables.Invitations.UpdateEntityAsync(invitation, invitation.ETag, cancellationToken: ct);
    }

    private static void AssertSame(string before, string after)
    {
        foreach (var (one, other) in before.Split('\n').Zip(after.Split('\n'))) Assert.Equal(one, other);
        Assert.Equal(before, after);
    }
}
