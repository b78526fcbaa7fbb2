using Azure.Messaging.ServiceBus;
using Followup.LocalWorker.Invocation;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace Followup.LocalWorker.ServiceBus;

/// <summary>Whatever has come in, as one array an invocation, one at a time. What an invocation that throws leaves unsettled is abandoned.</summary>
internal sealed partial class BatchReceiving : IAsyncDisposable
{
    // so that a queue that cannot be read, or a batch that always fails, does not spin
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource stop = new();
    private readonly Task loop;

    private BatchReceiving(Func<CancellationToken, Task> run) => loop = Task.Run(() => run(stop.Token));

    public static BatchReceiving Start(ServiceBusReceiver receiver, Function function, FunctionInvoker invoker, HostSettings host, ILogger logger)
    {
        return new(async stopping =>
        {
            while (!stopping.IsCancellationRequested)
            {
                try
                {
                    var messages = await receiver.ReceiveMessagesAsync(host.MaxMessageBatchSize, cancellationToken: stopping);
                    if (messages.Count > 0) await HandleAsync([.. messages], stopping);
                }
                catch (OperationCanceledException) when (stopping.IsCancellationRequested)
                {
                }
                catch (Exception e)
                {
                    Log.Failed(logger, e, receiver.EntityPath);
                    await Task.Delay(PauseAfterFailure, stopping).ContinueWith(_ => { }, TaskScheduler.Default);
                }
            }
            await receiver.DisposeAsync();
        });

        async Task HandleAsync(ServiceBusReceivedMessage[] messages, CancellationToken stopping)
        {
            using var renewing = CancellationTokenSource.CreateLinkedTokenSource(stopping);
            var renewal = LockRenewal.RunAsync(receiver, messages, host.MaxAutoLockRenewal, renewing.Token);
            try
            {
                await invoker.InvokeAsync(function, new(new Dictionary<string, object?>(), [messages, new ServiceBusMessageActions(receiver)]), stopping);
                if (function.AutoCompletes(host)) await Task.WhenAll(messages.Select(message => receiver.CompleteMessageAsync(message, stopping)));
            }
            catch (Exception)
            {
                // those the function has settled already answer that their lock is lost, which is as good
                await Task.WhenAll(messages.Select(message => receiver.AbandonMessageAsync(message, cancellationToken: CancellationToken.None)
                    .ContinueWith(_ => { }, TaskScheduler.Default)));
                throw;
            }
            finally
            {
                await renewing.CancelAsync();
                await renewal;
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await loop;
        stop.Dispose();
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Queue {Queue}: a batch failed; it is tried again.")]
        public static partial void Failed(ILogger logger, Exception exception, string queue);
    }
}
