using Azure.Messaging.ServiceBus;

namespace Followup.LocalWorker.ServiceBus;

/// <summary>Keeps the locks of a batch while it is worked on; the client library does so only for its own processor.</summary>
internal static class LockRenewal
{
    public static async Task RunAsync(
        ServiceBusReceiver receiver, IReadOnlyCollection<ServiceBusReceivedMessage> messages, TimeSpan longest, CancellationToken ct)
    {
        var began = TimeProvider.System.GetTimestamp();
        try
        {
            while (TimeProvider.System.GetElapsedTime(began) < longest)
            {
                // half of what is left of the shortest lock
                var left = messages.Min(message => message.LockedUntil) - TimeProvider.System.GetUtcNow();
                await Task.Delay(left > TimeSpan.FromSeconds(1) ? left / 2 : TimeSpan.FromSeconds(0.5), ct);
                foreach (var message in messages) await receiver.RenewMessageLockAsync(message, ct);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or ServiceBusException)
        {
            // done, or settled meanwhile: a lock that is really lost shows itself when the message is settled
        }
    }
}
