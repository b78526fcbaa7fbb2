using Microsoft.AspNetCore.Builder;

namespace Followup.LocalHost;

/// <summary>The options of a host.</summary>
/// <param name="AppDirectory">The built or published app: holds host.json and the app's assembly.</param>
/// <param name="Settings">The app's settings, named with colons. They also say what a trigger's <c>%Name%</c> and connection are.</param>
/// <param name="Port">The port of the functions' HTTP, on loopback; 0 takes a free one.</param>
/// <param name="FunctionKey">The one key of every function and of the administrator; where it is empty, none fits.</param>
/// <param name="Clock">The clock that timers go by.</param>
/// <param name="Web">Adds to the host's own web server, in front of the functions' routes.</param>
public sealed record FunctionsHostOptions(
    string AppDirectory, IReadOnlyDictionary<string, string> Settings, int Port, string FunctionKey, TimeProvider Clock,
    Action<WebApplicationBuilder>? Web = null)
{
    /// <summary>A sentence that says where the key is found, for the answer to a request without it.</summary>
    public string? FunctionKeyIsFoundAt { get; init; }

    /// <summary>How long invocations may go on once the host stops, before they are told to end and are left behind.</summary>
    public TimeSpan ShutdownTimeout { get; init; } = TimeSpan.FromSeconds(30);
}
