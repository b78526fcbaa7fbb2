using Azure.Data.Tables;
using Followup.Mailing;
using Followup.Rows;
using Followup.Shared.Keys;

namespace Followup.Tests.Mailing;

public sealed class AnsweredAlreadyTests(SystemFixture fixture)
{
    private readonly CancellationToken ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_answer_whose_invitation_was_not_marked_is_found_before_anybody_is_reminded()
    {
        var scene = new Scene(fixture);
        var invitation = await scene.AskAsync(Audience.Learner);
        await scene.Responses.SaveAsync(invitation, 1, Samples.Answered, ct);
        var marked = await scene.InvitationAsync(invitation);
        (marked.State, marked.AnsweredAt) = (InvitationState.Sent, null);
        await scene.Tables.Invitations.UpdateEntityAsync(marked, marked.ETag, TableUpdateMode.Replace, ct);

        await scene.Service<AnsweredAlready>().RepairAsync(invitation.Mailing, ct);

        var repaired = await scene.InvitationAsync(invitation);
        var response = (await scene.ResponsesAsync())[0];
        Assert.Equal((InvitationState.Answered, response.AnsweredAt), (repaired.State, repaired.AnsweredAt));
    }
}
