using Followup.Mailing;
using Followup.Rows;
using Followup.Shared.Keys;
using Followup.Shared.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Followup.Tests.Mailing;

/// <summary>What the provider says in one call about many mails.</summary>
public sealed class MailEventsTests(SystemFixture fixture)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_answered_or_erased_while_events_are_applied_stays_so_and_the_other_events_take_effect()
    {
        var scene = await new Scene(fixture).WithProgramAsync();
        var answered = await scene.AskAsync(Audience.Learner);
        var erased = await scene.AskAsync(Audience.Manager, "alan");
        var bounced = await scene.AskAsync(Audience.Manager, "grace");
        var interference = new Interference(
            Interference.Transaction(1),
            async () =>
            {
                await scene.Service<InvitationStore>().ChangeAsync(
                    answered.Mailing, row => row.IsOpen, row => row.Answer(row.DueAt), Ct);
                await scene.Tables.Invitations.DeleteEntityAsync(erased.PartitionKey, erased.RowKey, cancellationToken: Ct);
            });
        var invitations = ActivatorUtilities.CreateInstance<InvitationStore>(
            scene.System.Services, new Tables(interference.With(fixture)));
        var events = ActivatorUtilities.CreateInstance<MailEvents>(scene.System.Services, invitations);

        MailEvent BounceOf(InvitationRow row) => new("bounce", row.Mailing.ToString(), Status: "5.1.1");
        await events.ApplyAsync([BounceOf(answered), BounceOf(bounced), BounceOf(answered)], Ct);

        Assert.Equal(InvitationState.Answered, (await scene.InvitationAsync(answered)).State);
        Assert.Equal(InvitationState.Undeliverable, (await scene.InvitationAsync(bounced)).State);
        Assert.Null(await scene.InvitationAsync(erased));
    }
}
