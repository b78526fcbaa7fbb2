using System.Text.Json;
using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker;

namespace Followup.Invitations;

public sealed class DueFunction(Inviting inviting, Reminding reminding, Closing closing)
{
    [Function("due")]
    public async Task RunAsync(
        [ServiceBusTrigger("due", Connection = "ServiceBus", AutoCompleteMessages = false)] ServiceBusReceivedMessage message,
        ServiceBusMessageActions actions, CancellationToken ct)
    {
        try
        {
            var due = Due.Decode(message);
            await (due.Step switch
            {
                DueStep.Invite => inviting.InviteAsync(due.Key, ct),
                DueStep.Remind => reminding.RemindAsync(due.Key, due.Number, ct),
                _ => closing.CloseAsync(due.Key, ct),
            });
        }
        catch (Exception e) when (e is FormatException or JsonException)
        {
            await actions.DeadLetterMessageAsync(message, null, "NotUnderstood", e.Message, ct);
            return;
        }
        await actions.CompleteMessageAsync(message, ct);
    }
}
