namespace Followup.Testing;

/// <summary>The clone that the tests were built in.</summary>
public static class Repository
{
    private static readonly string[] NotWritten =
        ["/node_modules/", "/bin/", "/obj/", "/.git/", "/.followup/", "/out/", "/TestResults/"];

    public static string Root { get; } = FindRoot();

    /// <summary>Local as it was built together with the tests, to be run as a process of its own.</summary>
    public static string LocalDll { get; } = FindLocal();

    public static string File(params string[] parts) => Path.Combine([Root, .. parts]);

    /// <summary>What people wrote, by its path from the root with forward slashes: nothing that a build or a run leaves.</summary>
    /// <param name="extensions">Such as <c>.cs</c>.</param>
    public static IEnumerable<string> Sources(params string[] extensions) =>
        Directory.EnumerateFiles(Root, "*", SearchOption.AllDirectories)
            .Where(file => extensions.Contains(Path.GetExtension(file)))
            .Select(file => Path.GetRelativePath(Root, file).Replace('\\', '/'))
            .Where(file => !Array.Exists(NotWritten, part => $"/{file}".Contains(part, StringComparison.Ordinal)))
            .Order(StringComparer.Ordinal);

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
