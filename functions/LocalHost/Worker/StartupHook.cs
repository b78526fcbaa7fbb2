using System.Runtime.InteropServices;

/// <summary>
/// .NET runs this in the worker's process before the app (DOTNET_STARTUP_HOOKS). The process must not outlive its host, and not end
/// before it: Ctrl-C in a terminal reaches both, and the host then stops the worker in its turn.
/// </summary>
#pragma warning disable CA1050 // .NET looks for this name outside of any namespace
internal static class StartupHook
#pragma warning restore CA1050
{
    private static readonly PosixSignalRegistration CtrlC =
        PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => signal.Cancel = true);

    public static void Initialize()
    {
        GC.KeepAlive(CtrlC);
        new Thread(EndWithHost) { IsBackground = true }.Start();
    }

    private static void EndWithHost()
    {
        using var input = Console.OpenStandardInput();
        while (input.ReadByte() >= 0)
        {
            // the host never writes to this pipe: only its end counts
        }
        Environment.Exit(0);
    }
}
