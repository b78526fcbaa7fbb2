using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Followup.Tests;

/// <summary>All that is logged: lines with their values and exceptions, and the scopes around them.</summary>
[ProviderAlias("Recorded")]
public sealed class RecordedLogs : ILoggerProvider, ISupportExternalScope
{
    private readonly ConcurrentQueue<string> lines = [];
    private IExternalScopeProvider scopes = new LoggerExternalScopeProvider();

    public IReadOnlyCollection<string> Lines => lines;

    public ILogger CreateLogger(string categoryName) => new Recorder(this, categoryName);

    public void SetScopeProvider(IExternalScopeProvider scopeProvider) => scopes = scopeProvider;

    public void Dispose()
    {
    }

    private static string ValuesOf(object? state) =>
        state is IEnumerable<KeyValuePair<string, object?>> values
            ? string.Join(' ', values.Select(value => $"{value.Key}={value.Value}"))
            : "";

    private sealed class Recorder(RecordedLogs logs, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => logs.scopes.Push(state);

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            logs.lines.Enqueue($"{logLevel} {category}: {formatter(state, exception)} {ValuesOf(state)} {exception}");
            logs.scopes.ForEachScope((scope, lines) => lines.Enqueue($"scope {scope} {ValuesOf(scope)}"), logs.lines);
        }
    }
}
