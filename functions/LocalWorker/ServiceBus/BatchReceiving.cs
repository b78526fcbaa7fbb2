using Azure.Messaging.ServiceBus;
using Followup.LocalWorker.Invocation;
using Microsoft.Extensions.Logging;

namespace Followup.LocalWorker.ServiceBus;

/// <summary>
/// Whatever has come in, as one array an invocation, one at a time. As on the real host, nobody renews the locks of a batch: a function that
/// outlasts them gets its messages again.
/// </summary>
internal sealed partial class BatchReceiving : IAsyncDisposable
{
    // so that a queue that cannot be read, or a batch that always fails, does not spin
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource stop = new();
    private readonly ServiceBusReceiver receiver;
    private readonly Func<ServiceBusReceivedMessage[], BatchMessageActions, Task> invokeAsync;
    private readonly bool autoComplete;
    private readonly int maxSize;
    private readonly ILogger logger;
    private readonly Task loop;

    /// <param name="hurry">Reaches the function once there is no more time to finish.</param>
    public BatchReceiving(
        ServiceBusClient client, string queue, Function function, FunctionInvoker invoker, HostSettings host, ILogger logger,
        CancellationToken hurry)
    {
        receiver = client.CreateReceiver(queue, new ServiceBusReceiverOptions { PrefetchCount = host.PrefetchCount });
        invokeAsync = (messages, actions) => invoker.InvokeAsync(function, new(new Dictionary<string, object?>(), [messages, actions]), hurry);
        (autoComplete, maxSize, this.logger) = (function.AutoCompletes(host), host.MaxMessageBatchSize, logger);
        loop = Task.Run(RunAsync, CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await loop;
        await receiver.DisposeAsync();
    }

    private async Task RunAsync()
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                var messages = await receiver.ReceiveMessagesAsync(maxSize, cancellationToken: stop.Token);
                if (messages.Count > 0) await HandleAsync([.. messages]);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
            }
            catch (Exception e)
            {
                Log.Failed(logger, e, receiver.EntityPath);
                await Task.Delay(PauseAfterFailure, stop.Token).ContinueWith(_ => { }, TaskScheduler.Default);
            }
        }
    }

    // Settling takes no token: it goes through even while the host stops.
    private async Task HandleAsync(ServiceBusReceivedMessage[] messages)
    {
        var actions = new BatchMessageActions(receiver);
        try
        {
            await invokeAsync(messages, actions);
        }
        catch (Exception)
        {
            await Task.WhenAll(Left().Select(message => receiver.AbandonMessageAsync(message, cancellationToken: CancellationToken.None)));
            throw;
        }
        if (autoComplete) await Task.WhenAll(Left().Select(message => receiver.CompleteMessageAsync(message, CancellationToken.None)));

        IEnumerable<ServiceBusReceivedMessage> Left() => messages.Where(message => !actions.IsSettled(message));
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Queue {Queue}: a batch failed; it is tried again.")]
        public static partial void Failed(ILogger logger, Exception exception, string queue);
    }
}
