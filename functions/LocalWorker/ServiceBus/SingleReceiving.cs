using Azure.Messaging.ServiceBus;
using Followup.LocalWorker.Invocation;
using Microsoft.Extensions.Logging;

namespace Followup.LocalWorker.ServiceBus;

/// <summary>One message an invocation, several at once. A message whose invocation throws is abandoned by the processor.</summary>
internal sealed partial class SingleReceiving : IAsyncDisposable
{
    private readonly ServiceBusProcessor processor;

    private SingleReceiving(ServiceBusProcessor processor) => this.processor = processor;

    /// <param name="hurry">Reaches the function once there is no more time to finish; the processor's own token would at once.</param>
    public static async Task<SingleReceiving> StartAsync(
        ServiceBusClient client, string queue, Function function, FunctionInvoker invoker, HostSettings host, ILogger logger,
        CancellationToken hurry)
    {
        var processor = client.CreateProcessor(queue, new ServiceBusProcessorOptions
        {
            AutoCompleteMessages = function.AutoCompletes(host),
            MaxConcurrentCalls = host.MaxConcurrentCalls,
            PrefetchCount = host.PrefetchCount,
            MaxAutoLockRenewalDuration = host.MaxAutoLockRenewal,
        });
        processor.ProcessMessageAsync += args => invoker.InvokeAsync(
            function, new(MessageData.Of(args.Message), [args.Message, new ProcessorMessageActions(args)]), hurry);
        processor.ProcessErrorAsync += args =>
        {
            // the invoker has logged what a function threw
            if (args.ErrorSource != ServiceBusErrorSource.ProcessMessageCallback) Log.Failed(logger, args.Exception, queue, args.ErrorSource);
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
