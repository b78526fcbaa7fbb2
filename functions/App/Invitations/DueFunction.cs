using Azure.Messaging.ServiceBus;
using Followup.Shared;
using Microsoft.Azure.Functions.Worker;

namespace Followup.Invitations;

public sealed class DueFunction(Inviting inviting, Reminding reminding, Closing closing)
{
    [Function("due")]
    public async Task RunAsync(
        [ServiceBusTrigger("due", Connection = "ServiceBus", AutoCompleteMessages = false)] ServiceBusReceivedMessage message,
        ServiceBusMessageActions actions, CancellationToken ct)
    {
        if (await message.ReadAsync(Due.Decode, actions, ct) is not { } due) return;
        await (due.Step switch
        {
            DueStep.Invite => inviting.InviteAsync(due.Key, ct),
            DueStep.Remind => reminding.RemindAsync(due.Key, due.Number, ct),
            _ => closing.CloseAsync(due.Key, ct),
        });
        await actions.CompleteMessageAsync(message, ct);
    }
}
