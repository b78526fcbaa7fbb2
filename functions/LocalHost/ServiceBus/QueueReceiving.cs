using Azure.Messaging.ServiceBus;
using Followup.LocalHost.Worker;
using Microsoft.Extensions.Logging;

namespace Followup.LocalHost.ServiceBus;

/// <summary>
/// One queue and its function: a message an invocation, several at once. A message whose invocation fails is abandoned by the processor.
/// </summary>
internal sealed partial class QueueReceiving : IAsyncDisposable
{
    private readonly ServiceBusProcessor processor;

    private QueueReceiving(ServiceBusProcessor processor) => this.processor = processor;

    /// <param name="hurry">
    /// Cancels the function once there is no more time to finish; the processor's own token would cancel it at once.
    /// </param>
    public static async Task<QueueReceiving> StartAsync(
        ServiceBusClient client, string queue, Function function, WorkerChannel channel, LockedMessages locked, HostJson host,
        ILogger logger, CancellationToken hurry)
    {
        var processor = client.CreateProcessor(queue, new ServiceBusProcessorOptions
        {
            AutoCompleteMessages = function.Flag("autoCompleteMessages") ?? host.AutoCompleteMessages,
            MaxConcurrentCalls = host.MaxConcurrentCalls,
            PrefetchCount = host.PrefetchCount,
            MaxAutoLockRenewalDuration = host.MaxAutoLockRenewal,
        });
        processor.ProcessMessageAsync += async args =>
        {
            locked.Add(args);
            try
            {
                await channel.InvokeAsync(function, MessageInput.Of(args.Message), hurry);
            }
            catch (WorkerEndedException)
            {
                // a message given back would come again at once, fail again, and soon be a dead letter: it stays locked until the host
                // stops
                await Task.Delay(Timeout.Infinite, args.CancellationToken);
            }
            finally
            {
                locked.Remove(args);
            }
        };
        processor.ProcessErrorAsync += args =>
        {
            // an exception of the function is in the worker's own log
            if (args.Exception is not (FunctionFailedException or OperationCanceledException))
                Log.Failed(logger, args.Exception, queue, args.ErrorSource);
            return Task.CompletedTask;
        };
        await processor.StartProcessingAsync(CancellationToken.None);
        return new(processor);
    }

    public async ValueTask DisposeAsync()
    {
        await processor.StopProcessingAsync();
        await processor.DisposeAsync();
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Queue {Queue}: {Source} failed; it is tried again.")]
        public static partial void Failed(ILogger logger, Exception exception, string queue, ServiceBusErrorSource source);
    }
}
