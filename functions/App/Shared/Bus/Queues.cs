using Azure.Messaging.ServiceBus;

namespace Followup.Shared.Bus;

/// <summary>
/// The queues we send to. Messages hold keys only. A message that waits is never cancelled: its handler reads the row first, and sees there
/// whether anything is left to do.
/// </summary>
public sealed class Queues(ServiceBusClient client)
{
    public ServiceBusSender Completions { get; } = client.CreateSender("completions");
    public ServiceBusSender Due { get; } = client.CreateSender("due");
    public ServiceBusSender People { get; } = client.CreateSender("people");
    public ServiceBusSender Recompute { get; } = client.CreateSender("recompute");
}
