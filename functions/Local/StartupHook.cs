/// <summary>
/// .NET loads this assembly into the function app's process because of this name (DOTNET_STARTUP_HOOKS); ASP.NET Core then finds
/// <c>ClockOfApp</c> in it.
/// </summary>
#pragma warning disable CA1050 // .NET looks for this name outside of any namespace
internal static class StartupHook
#pragma warning restore CA1050
{
    public static void Initialize()
    {
        // being loaded is all
    }
}
