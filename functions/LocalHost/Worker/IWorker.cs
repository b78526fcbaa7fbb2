namespace Followup.LocalHost.Worker;

/// <summary>A worker that was started. Disposing it waits for its end, which the host has asked for, and then ends it by force.</summary>
public interface IWorker : IAsyncDisposable
{
    /// <summary>Completes once the worker has ended, for whatever reason; with the reason, as far as the worker told it.</summary>
    Task<WorkerFailedException> Ended { get; }

    /// <summary>The process that the worker runs in: to attach a debugger to, or to measure.</summary>
    int ProcessId { get; }
}

/// <summary>Starts a worker that will connect to this host.</summary>
public delegate Task<IWorker> StartWorker(WorkerStart start, CancellationToken ct);

/// <summary>The options of a worker's start.</summary>
/// <param name="Host">The address of the host's gRPC server.</param>
public sealed record WorkerStart(Uri Host, string AppDirectory, IReadOnlyDictionary<string, string> Settings, TimeSpan ShutdownTimeout)
{
    private const int MaxMessageLength = int.MaxValue;

    /// <summary>The host's own settings of the worker, as the worker's configuration names them.</summary>
    internal IEnumerable<(string Switch, string Setting, string Value)> Arguments =>
    [
        ("--functions-uri", "HostEndpoint", Host.ToString()),
        ("--functions-worker-id", "WorkerId", Guid.NewGuid().ToString()),
        ("--functions-request-id", "RequestId", Guid.NewGuid().ToString()),
        ("--functions-grpc-max-message-length", "GrpcMaxMessageLength", $"{MaxMessageLength}"),
    ];
}
