using Followup.Rows;
using Followup.Shared.Keys;

namespace Followup.Tests.Rows;

public sealed class ResponseStoreTests(SystemFixture fixture)
{
    private static readonly Answers Other = Samples.Answered with { Help = "Time." };

    private readonly CancellationToken ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_answer_is_one_row_beside_its_follow_up_and_marks_the_invitation()
    {
        var scene = new Scene(fixture);
        var invitation = await scene.AskAsync(Audience.Learner);
        var before = scene.System.Clock.GetUtcNow();

        await scene.Responses.SaveAsync(invitation, 3, Samples.Answered, ct);

        var row = Assert.Single(await scene.ResponsesAsync());
        Assert.Equal($"{scene.ProgramId}|2026-01", row.PartitionKey);
        Assert.Equal($"{scene.PersonKeyOf("ada")}|20260105|P42D|learner", row.RowKey);
        Assert.Equal((3, "2999-02-16", "Claims", "Handler"), (row.ProgramVersion, row.DueOn, row.Department, row.Role));
        Assert.InRange(row.AnsweredAt, before, scene.System.Clock.GetUtcNow());
        Assert.Null(row.EditedAt);
        Assert.Equal(Samples.Answered.Outcomes, row.Answers().Outcomes);
        var marked = await scene.InvitationAsync(invitation);
        Assert.Equal((InvitationState.Answered, row.AnsweredAt), (marked.State, marked.AnsweredAt));
    }

    [Fact]
    public async Task The_wire_text_of_answers_stays_as_it_is_because_rows_stay()
    {
        var scene = new Scene(fixture);

        await scene.Responses.SaveAsync(await scene.AskAsync(Audience.Learner), 1, Samples.Answered, ct);

        Assert.Equal(
            """
            {"outcomes":[{"outcome":"check-facts","frequency":"often"},{"outcome":"protect-data"}],"barriers":["no-time"],
            "example":"Opened two of the sources.","help":"A list of approved tools."}
            """.ReplaceLineEndings(""),
            (await scene.ResponsesAsync())[0].Json);
    }

    [Fact]
    public async Task A_change_keeps_when_it_was_answered_and_says_when_it_was_edited()
    {
        var scene = new Scene(fixture);
        var invitation = await scene.AskAsync(Audience.Learner);
        await scene.Responses.SaveAsync(invitation, 1, Samples.Answered, ct);
        var first = (await scene.ResponsesAsync())[0];

        await scene.Responses.SaveAsync(invitation, 2, Other, ct);

        var row = Assert.Single(await scene.ResponsesAsync());
        Assert.Equal((first.AnsweredAt, 2, "Time."), (row.AnsweredAt, row.ProgramVersion, row.Answers().Help));
        Assert.InRange(row.EditedAt!.Value, first.AnsweredAt, scene.System.Clock.GetUtcNow());
        Assert.Equal(first.AnsweredAt, (await scene.InvitationAsync(invitation)).AnsweredAt);
    }

    [Fact]
    public async Task The_same_answers_again_change_nothing()
    {
        var scene = new Scene(fixture);
        var invitation = await scene.AskAsync(Audience.Learner);
        await scene.Responses.SaveAsync(invitation, 1, Samples.Answered, ct);
        var (response, marked) = ((await scene.ResponsesAsync())[0].ETag, (await scene.InvitationAsync(invitation)).ETag);

        await scene.Responses.SaveAsync(invitation, 1, Samples.Answered, ct);

        Assert.Equal(response, (await scene.ResponsesAsync())[0].ETag);
        Assert.Equal(marked, (await scene.InvitationAsync(invitation)).ETag);
    }

    [Fact]
    public async Task Many_posts_at_once_end_as_one_row_that_holds_one_of_them_whole()
    {
        var scene = new Scene(fixture);
        var invitation = await scene.AskAsync(Audience.Learner);

        await Task.WhenAll(Enumerable.Range(0, 8).Select(i =>
        {
            var posted = Samples.Answered with { Example = $"example {i}", Help = $"help {i}" };
            return scene.Responses.SaveAsync(invitation, 1, posted, ct);
        }));

        var answers = Assert.Single(await scene.ResponsesAsync()).Answers();
        Assert.Equal(answers.Example!.Split(' ')[1], answers.Help!.Split(' ')[1]);
        Assert.Equal(InvitationState.Answered, (await scene.InvitationAsync(invitation)).State);
    }

    [Fact]
    public async Task Learner_and_manager_are_two_rows_of_one_follow_up()
    {
        var scene = new Scene(fixture);
        await scene.Responses.SaveAsync(await scene.AskAsync(Audience.Learner), 1, Samples.Answered, ct);
        await scene.Responses.SaveAsync(await scene.AskAsync(Audience.Manager), 1, Other, ct);

        Assert.Equal([Audience.Learner, Audience.Manager], (await scene.ResponsesAsync()).Select(row => row.Audience));
    }

    [Fact]
    public async Task Only_the_invitation_that_was_answered_is_marked()
    {
        var scene = new Scene(fixture);
        var ada = await scene.AskAsync(Audience.Manager);
        var alan = await scene.AskAsync(Audience.Manager, "alan", "Alan Turing");

        await scene.Responses.SaveAsync(ada, 1, Samples.Answered, ct);

        Assert.Equal(InvitationState.Sent, (await scene.InvitationAsync(alan)).State);
    }

    [Theory]
    [InlineData(InvitationState.Sending)]
    [InlineData(InvitationState.Unknown)]
    [InlineData(InvitationState.Delivered)]
    public async Task An_answer_settles_a_send_whose_outcome_was_not_known(InvitationState state)
    {
        var scene = new Scene(fixture);
        var invitation = await scene.AskAsync(Audience.Learner, state: state);

        await scene.Responses.SaveAsync(invitation, 1, Samples.Answered, ct);

        Assert.Equal(InvitationState.Answered, (await scene.InvitationAsync(invitation)).State);
    }

    [Fact]
    public async Task An_invitation_that_closed_meanwhile_stays_closed_and_the_answer_counts()
    {
        var scene = new Scene(fixture);
        var invitation = await scene.AskAsync(Audience.Learner, state: InvitationState.Closed);

        await scene.Responses.SaveAsync(invitation, 1, Samples.Answered, ct);

        Assert.Equal(InvitationState.Closed, (await scene.InvitationAsync(invitation)).State);
        Assert.Single(await scene.ResponsesAsync());
    }

    [Fact]
    public async Task A_manager_asked_after_another_who_has_answered_edits_it_until_it_is_final_and_not_after()
    {
        var scene = new Scene(fixture);
        var former = await scene.AskAsync(Audience.Manager, by: "boss");
        var manager = await scene.AskAsync(Audience.Manager, by: "chief");
        manager.ClosesAt = former.ClosesAt.AddDays(2);
        await scene.Responses.SaveAsync(former, 1, Samples.Answered, ct);

        await scene.Responses.SaveAsync(manager, 1, Other, ct);

        var edited = Assert.Single(await scene.ResponsesAsync());
        Assert.Equal((scene.PersonKeyOf("chief"), manager.ClosesAt, "Time."), (edited.By, edited.FinalAt, edited.Answers().Help));
        edited.FinalAt = scene.System.Clock.GetUtcNow();
        await scene.Tables.Responses.UpdateEntityAsync(edited, edited.ETag, cancellationToken: ct);
        await scene.Responses.SaveAsync(manager, 1, Samples.Answered, ct);
        Assert.Equal("Time.", Assert.Single(await scene.ResponsesAsync()).Answers().Help);
    }
}
