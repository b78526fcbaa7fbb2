using Microsoft.Extensions.DependencyInjection;

namespace Followup.Local;

/// <summary>How the system is started.</summary>
/// <param name="DataDirectory">The folder in which everything is kept; made if it is not there.</param>
/// <param name="Port">The port of the functions. Port 0 takes a free one.</param>
/// <param name="SimulatedClock">Null: the clock that was kept with the data, or the system's.</param>
/// <param name="Verbose">Log from Information on, not from Warning on.</param>
/// <param name="Settings">Further settings of the app, as <c>--Key:Sub=value</c>.</param>
/// <param name="InProcess">
/// The function app runs in this process, with the services added that a test watches it with. Null: the app is a process of its own.
/// </param>
/// <param name="AppDirectory">The built or published function app; null: the one that was built with this program.</param>
public sealed record LocalOptions(
    string DataDirectory,
    int Port = 7071,
    int BusPort = 0,
    int TablesPort = 0,
    bool? SimulatedClock = null,
    bool Verbose = false,
    IReadOnlyList<string>? Settings = null,
    Action<IServiceCollection>? InProcess = null,
    string? AppDirectory = null);
