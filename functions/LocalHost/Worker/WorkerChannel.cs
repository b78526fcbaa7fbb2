using System.Collections.Concurrent;
using System.Diagnostics;
using System.Threading.Channels;
using Followup.LocalHost.Rpc;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.Extensions.Logging;

namespace Followup.LocalHost.Worker;

/// <summary>The host's end of the one stream between host and worker: questions, their answers, and what the worker logs.</summary>
internal sealed class WorkerChannel(ILoggerFactory logs)
{
    // the real host's limit for a worker's start
    private static readonly TimeSpan ToConnect = TimeSpan.FromMinutes(1);

    private readonly Channel<StreamingMessage> outgoing = Channel.CreateUnbounded<StreamingMessage>(new() { SingleReader = true });
    private readonly ConcurrentDictionary<string, TaskCompletionSource<StreamingMessage>> asked = [];
    private readonly TaskCompletionSource started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly WorkerLogs workerLogs = new(logs);

    /// <summary>The address of the worker's own web server; known after <see cref="StartAsync"/>.</summary>
    public string HttpUri { get; private set; } = "";

    /// <summary>Serves the stream until one side ends it. Requests that are not answered by then fail.</summary>
    public async Task ServeAsync(
        IAsyncStreamReader<StreamingMessage> fromWorker, IAsyncStreamWriter<StreamingMessage> toWorker, CancellationToken ct)
    {
        var writing = WriteAsync(toWorker, ct);
        try
        {
            await foreach (var message in fromWorker.ReadAllAsync(ct)) Take(message);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // the worker is gone
        }
        outgoing.Writer.TryComplete();
        foreach (var open in asked.Values) open.TrySetException(new WorkerEndedException());
        await writing;
    }

    /// <summary>Waits for the worker, asks what functions it has, and has it load them.</summary>
    /// <exception cref="TimeoutException">The worker did not connect.</exception>
    public async Task<IReadOnlyList<RpcFunctionMetadata>> StartAsync(string appDirectory, CancellationToken ct)
    {
        await started.Task.WaitAsync(ToConnect, TimeProvider.System, ct);
        var init = new WorkerInitRequest { HostVersion = "4.0.0", WorkerDirectory = appDirectory, FunctionAppDirectory = appDirectory };
        init.Capabilities.Add("V2Compatable", bool.TrueString); // the protocol's own spelling
        var capabilities = (await AskAsync("init", new() { WorkerInitRequest = init }, ct)).WorkerInitResponse;
        Check(capabilities.Result, "The worker could not begin");
        HttpUri = capabilities.Capabilities.TryGetValue("HttpUri", out var address)
            ? address
            : throw new InvalidOperationException("The app has no web server of its own (ConfigureFunctionsWebApplication).");

        var question = new FunctionsMetadataRequest { FunctionAppDirectory = appDirectory };
        var indexed = (await AskAsync("metadata", new() { FunctionsMetadataRequest = question }, ct)).FunctionMetadataResponse;
        Check(indexed.Result, "The app's functions could not be listed");
        var loaded = await Task.WhenAll(indexed.FunctionMetadataResults.Select(function => AskAsync(
            function.FunctionId, new() { FunctionLoadRequest = new() { FunctionId = function.FunctionId, Metadata = function } }, ct)));
        foreach (var (function, answer) in indexed.FunctionMetadataResults.Zip(loaded))
            Check(answer.FunctionLoadResponse.Result, $"The function '{function.Name}' could not be loaded");
        return indexed.FunctionMetadataResults;
    }

    /// <summary>Runs a function once.</summary>
    /// <param name="cancel">Tells the function to end; its answer is awaited all the same.</param>
    /// <exception cref="FunctionFailedException">The function threw; the worker has logged the exception.</exception>
    /// <exception cref="WorkerEndedException">The worker ended before it answered.</exception>
    public async Task InvokeAsync(Function function, Invocation invocation, CancellationToken cancel)
    {
        var request = new InvocationRequest
        {
            InvocationId = invocation.Id,
            FunctionId = function.Id,
            TraceContext = new() { TraceParent = invocation.TraceParent ?? Activity.Current?.Id ?? "" },
            InputData = { new ParameterBinding { Name = function.Parameter, Data = invocation.Input } },
        };
        foreach (var (name, value) in invocation.Metadata) request.TriggerMetadata[name] = value;
        workerLogs.Begin(invocation.Id);
        try
        {
            var answering = AskAsync(invocation.Id, new() { InvocationRequest = request }, CancellationToken.None);
            await using var _ = cancel.Register(() => Send(new() { InvocationCancel = new() { InvocationId = invocation.Id } }));
            var result = (await answering).InvocationResponse.Result;
            if (result.Status != StatusResult.Types.Status.Success)
                throw new FunctionFailedException(function.Name, result.Exception?.Message);
        }
        finally
        {
            workerLogs.End(invocation.Id);
        }
    }

    /// <summary>Asks the worker to end by itself.</summary>
    public void Terminate(TimeSpan grace)
    {
        Send(new() { WorkerTerminate = new() { GracePeriod = Duration.FromTimeSpan(grace) } });
        outgoing.Writer.TryComplete();
    }

    private static void Check(StatusResult result, string what)
    {
        if (result.Status != StatusResult.Types.Status.Success) throw new InvalidOperationException($"{what}: {result.Exception?.Message}");
    }

    private async Task<StreamingMessage> AskAsync(string key, StreamingMessage question, CancellationToken ct)
    {
        var answer = asked[key] = new(TaskCreationOptions.RunContinuationsAsynchronously);
        try
        {
            if (!Send(question)) throw new WorkerEndedException();
            return await answer.Task.WaitAsync(ct);
        }
        finally
        {
            asked.TryRemove(key, out _);
        }
    }

    private bool Send(StreamingMessage message) => outgoing.Writer.TryWrite(message);

    private async Task WriteAsync(IAsyncStreamWriter<StreamingMessage> toWorker, CancellationToken ct)
    {
        try
        {
            await foreach (var message in outgoing.Reader.ReadAllAsync(ct)) await toWorker.WriteAsync(message, ct);
        }
        catch (Exception e) when (e is IOException or InvalidOperationException or OperationCanceledException)
        {
            // the worker is gone, which the reading of the stream notices
        }
    }

    private void Take(StreamingMessage message)
    {
        switch (message.ContentCase)
        {
            case StreamingMessage.ContentOneofCase.StartStream: started.TrySetResult(); break;
            case StreamingMessage.ContentOneofCase.RpcLog: workerLogs.Write(message.RpcLog); break;
            case StreamingMessage.ContentOneofCase.WorkerInitResponse: Answer("init", message); break;
            case StreamingMessage.ContentOneofCase.FunctionMetadataResponse: Answer("metadata", message); break;
            case StreamingMessage.ContentOneofCase.FunctionLoadResponse: Answer(message.FunctionLoadResponse.FunctionId, message); break;
            case StreamingMessage.ContentOneofCase.InvocationResponse: Answer(message.InvocationResponse.InvocationId, message); break;
        }
    }

    private void Answer(string key, StreamingMessage message)
    {
        if (asked.TryGetValue(key, out var open)) open.TrySetResult(message);
    }
}
