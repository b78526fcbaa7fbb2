namespace Followup.Testing;

/// <summary>Tools of tests that come from npm, installed beside their lock file at the first use.</summary>
public static class Npm
{
    public static async Task EnsureAsync(string folder)
    {
        // a file that is not there is older than any
        var installed = File.GetLastWriteTimeUtc(Path.Combine(folder, "node_modules", ".package-lock.json"));
        if (installed >= File.GetLastWriteTimeUtc(Path.Combine(folder, "package-lock.json"))) return;
        var install = await Command.RunAsync("npm", ["ci", "--prefix", folder, "--ignore-scripts", "--no-audit", "--no-fund"]);
        Assert.True(install.ExitCode == 0, install.Errors);
    }
}
