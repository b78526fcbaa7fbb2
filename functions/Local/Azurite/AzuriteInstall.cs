using System.ComponentModel;
using System.Diagnostics;
using System.Reflection;

namespace Followup.Local.Azurite;

/// <summary>Azurite as npm has it, installed once beside its pinned list of packages in the source tree.</summary>
internal static class AzuriteInstall
{
    private static readonly string Folder = typeof(AzuriteInstall).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(data => data.Key == "AzuriteFolder").Value!;

    public static string Launcher => Path.Combine(Folder, "azurite.js");

    public static async Task EnsureAsync(TextWriter progress, CancellationToken ct)
    {
        using var alone = await AloneAsync(ct);
        var lockFile = Path.Combine(Folder, "package-lock.json");
        var done = Path.Combine(Folder, "node_modules", ".installed");
        if (File.Exists(done) && await File.ReadAllTextAsync(done, ct) == await File.ReadAllTextAsync(lockFile, ct)) return;

        await progress.WriteLineAsync("Installing Azurite, the table storage (once; about a minute) ...");
        var npm = new ProcessStartInfo(OperatingSystem.IsWindows() ? "npm.cmd" : "npm")
        {
            ArgumentList = { "ci", "--omit=dev", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error" },
            WorkingDirectory = Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var running = Start(npm, "npm");
        var errors = running.StandardError.ReadToEndAsync(ct);
        await running.StandardOutput.ReadToEndAsync(ct);
        await running.WaitForExitAsync(ct);
        if (running.ExitCode != 0)
        {
            var reason = (await errors).Trim().ReplaceLineEndings(" ");
            throw new CannotStartException($"npm could not install Azurite (exit code {running.ExitCode}): {reason}");
        }
        File.Copy(lockFile, done, overwrite: true);
    }

    public static Process Start(ProcessStartInfo start, string program)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception e)
        {
            throw new CannotStartException(
                $"{program} was not found: install Node.js 20 or later, with npm, and have both on the PATH.", e);
        }
    }

    /// <summary>
    /// The lock of the installation, as several systems may start at once. A file lock cannot be waited for, so it is tried again and
    /// again.
    /// </summary>
    private static async Task<FileStream> AloneAsync(CancellationToken ct)
    {
        while (true)
        {
            try
            {
                return new FileStream(Path.Combine(Folder, ".install-lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(200), ct);
            }
        }
    }
}
