using System.Collections.Concurrent;
using Followup.LocalHost.Rpc;
using Microsoft.Extensions.Logging;

namespace Followup.LocalHost.Worker;

/// <summary>
/// Writes what the worker logs. As on the real host, an app's line is only written if it names an invocation that is running: all that
/// the app logs at its start, or beside invocations, is dropped.
/// </summary>
internal sealed class WorkerLogs(ILoggerFactory logs)
{
    private readonly ConcurrentDictionary<string, bool> running = [];
    private readonly ConcurrentDictionary<string, ILogger> loggers = [];

    public void Begin(string invocation) => running[invocation] = true;

    public void End(string invocation) => running.TryRemove(invocation, out _);

    public void Write(RpcLog line)
    {
        if (line.LogCategory == RpcLog.Types.RpcLogCategory.CustomMetric) return;
        if (line.LogCategory == RpcLog.Types.RpcLogCategory.User && !running.ContainsKey(line.InvocationId)) return;
        var logger = loggers.GetOrAdd(line.Category, logs.CreateLogger);
        var thrown = line.Exception is { Message.Length: > 0 } exception ? new LoggedException(exception) : null;
        logger.Log((LogLevel)line.Level, default, line.Message, thrown, (message, _) => message);
    }

    /// <summary>An exception that the worker logged, as text.</summary>
    private sealed class LoggedException(RpcException exception) : Exception(exception.Message)
    {
        public override string ToString() => $"{exception.Type}: {exception.Message}\n{exception.StackTrace}";
    }
}
