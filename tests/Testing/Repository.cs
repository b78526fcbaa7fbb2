namespace Followup.Testing;

/// <summary>The clone that the tests were built in.</summary>
public static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>Local as it was built together with the tests, to be run as a process of its own.</summary>
    public static string LocalDll { get; } = FindLocal();

    public static string File(params string[] parts) => Path.Combine([Root, .. parts]);

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!System.IO.File.Exists(Path.Combine(folder.FullName, "Followup.sln"))) folder = folder.Parent!;
        return folder.FullName;
    }

    private static string FindLocal()
    {
        // the tests run from tests/<project>/bin/<configuration>/<framework>; Local lies in the same folders of its own project
        var parts = Path.GetRelativePath(Root, AppContext.BaseDirectory).Split(Path.DirectorySeparatorChar);
        return File(["functions", "Local", .. parts[2..], "Local.dll"]);
    }
}
