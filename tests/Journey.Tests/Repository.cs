namespace Followup.Journey.Tests;

internal static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>Local as it was built together with these tests, to be run as a process of its own.</summary>
    public static string LocalDll { get; } = Path.Combine(
        Root, "functions", "Local", Path.GetRelativePath(Path.Combine(Root, "tests", "Journey.Tests"), AppContext.BaseDirectory), "Local.dll");

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Followup.sln"))) folder = folder.Parent!;
        return folder.FullName;
    }
}
