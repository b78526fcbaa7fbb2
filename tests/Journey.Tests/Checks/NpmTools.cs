namespace Followup.Journey.Tests.Checks;

/// <summary>The checkers that come from npm, installed beside their lock file at the first use.</summary>
internal static class NpmTools
{
    private static readonly Lazy<Task<string>> Installed = new(InstallAsync);

    /// <summary>The folder that holds <c>node_modules</c>.</summary>
    public static Task<string> FolderAsync() => Installed.Value;

    private static async Task<string> InstallAsync()
    {
        var folder = Repository.File("tests", "Journey.Tests", "Checks");
        await Npm.EnsureAsync(folder);
        return folder;
    }
}
