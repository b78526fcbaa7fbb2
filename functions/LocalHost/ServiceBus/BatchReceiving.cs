using Azure.Messaging.ServiceBus;
using Followup.LocalHost.Worker;
using Microsoft.Extensions.Logging;

namespace Followup.LocalHost.ServiceBus;

/// <summary>
/// One queue and its function: as many messages an invocation as there are, up to a limit, and one invocation at a time. Unlike those of
/// <see cref="QueueReceiving"/>, locks are not renewed: the real host renews none of a batch, either.
/// </summary>
internal sealed partial class BatchReceiving : IAsyncDisposable
{
    // a queue that is not there fails at once, and would be asked for, and logged, without end
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource stopping = new();
    private readonly ServiceBusReceiver receiver;
    private readonly Function function;
    private readonly WorkerChannel channel;
    private readonly LockedMessages locked;
    private readonly ILogger logger;
    private readonly CancellationToken hurry;
    private readonly bool completes;
    private readonly Task receiving;

    /// <param name="hurry">Cancels the function once there is no more time to finish.</param>
    public BatchReceiving(
        ServiceBusClient client, string queue, Function function, WorkerChannel channel, LockedMessages locked, HostJson host,
        ILogger logger, CancellationToken hurry)
    {
        receiver = client.CreateReceiver(queue, new ServiceBusReceiverOptions { PrefetchCount = host.PrefetchCount });
        (this.function, this.channel, this.locked, this.logger, this.hurry) = (function, channel, locked, logger, hurry);
        completes = function.Flag("autoCompleteMessages") ?? host.AutoCompleteMessages;
        receiving = ReceiveAsync(host.MaxMessageBatchSize);
    }

    /// <summary>Waits for the batch that runs. What the client holds beyond it goes back to the queue.</summary>
    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await receiving;
        await receiver.DisposeAsync();
        stopping.Dispose();
    }

    private async Task ReceiveAsync(int most)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                var batch = await receiver.ReceiveMessagesAsync(most, cancellationToken: stopping.Token);
                if (batch.Count > 0) await RunAsync(batch);
            }
            catch (Exception e)
            {
                // these two are the host's end
                if (e is not (OperationCanceledException or ObjectDisposedException)) Log.Failed(logger, e, receiver.EntityPath);
                await Task.Delay(AfterFailure, TimeProvider.System, stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task RunAsync(IReadOnlyList<ServiceBusReceivedMessage> batch)
    {
        // the processor's type, made here by its public constructor: it settles through a receiver just as well
        ProcessMessageEventArgs[] messages = [.. batch.Select(message => new ProcessMessageEventArgs(message, receiver, hurry))];
        Array.ForEach(messages, locked.Add);
        var succeeded = false;
        try
        {
            await channel.InvokeAsync(function, MessageInput.Of(batch), hurry);
            succeeded = true;
        }
        catch (FunctionFailedException)
        {
            // the worker has logged it
        }
        catch (WorkerEndedException)
        {
            // given back, they would come again at once, and soon be dead letters: as single messages, they stay locked
            await Task.Delay(Timeout.Infinite, stopping.Token);
        }
        ProcessMessageEventArgs[] unsettled = [.. messages.Where(locked.Remove)];
        // also while the host stops: without a token
        if (!succeeded) await Task.WhenAll(unsettled.Select(message => message.AbandonMessageAsync(message.Message)));
        else if (completes) await Task.WhenAll(unsettled.Select(message => message.CompleteMessageAsync(message.Message)));
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Queue {Queue}: receiving or settling a batch failed; it is tried again.")]
        public static partial void Failed(ILogger logger, Exception exception, string queue);
    }
}
