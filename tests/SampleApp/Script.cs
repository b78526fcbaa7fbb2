using System.Collections.Concurrent;
using System.Threading.Channels;

namespace Followup.SampleApp;

/// <summary>The calls that the sample functions got, and what a test wants them to do on a call.</summary>
public sealed class Script
{
    private readonly ConcurrentDictionary<string, Channel<object>> calls = [];
    private readonly ConcurrentDictionary<string, Func<object, Task>> parts = [];

    public void On<T>(string function, Func<T, Task> part) => parts[function] = call => part((T)call);

    public async Task PlayAsync<T>(string function, T call) where T : notnull
    {
        CallsOf(function).Writer.TryWrite(call);
        if (parts.TryGetValue(function, out var part)) await part(call);
    }

    /// <summary>The next call of this function, which may already have happened.</summary>
    public async Task<T> CallAsync<T>(string function) =>
        (T)await CallsOf(function).Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(15));

    public int Waiting(string function) => CallsOf(function).Reader.Count;

    private Channel<object> CallsOf(string function) => calls.GetOrAdd(function, _ => Channel.CreateUnbounded<object>());
}
