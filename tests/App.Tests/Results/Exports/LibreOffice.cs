using System.Diagnostics;

namespace Followup.Tests.Results.Exports;

/// <summary>LibreOffice without a window, to open what others will open; one at a time, each with a profile of its own.</summary>
internal static class LibreOffice
{
    /// <summary>Converts a file; the folder with what came out. Without LibreOffice the test is skipped, except in CI.</summary>
    public static async Task<string> ConvertAsync(string file, string to, CancellationToken ct)
    {
        var installed = Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, "soffice")));
        Assert.SkipUnless(installed || Environment.GetEnvironmentVariable("CI") is not null, "There is no LibreOffice on this machine; install libreoffice-calc-nogui to run this test.");
        var folder = Directory.CreateDirectory($"{file}-{Guid.NewGuid():n}").FullName;
        using var soffice = Process.Start(new ProcessStartInfo("soffice", [$"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", to, "--outdir", folder, file])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var said = await Task.WhenAll(soffice.StandardOutput.ReadToEndAsync(ct), soffice.StandardError.ReadToEndAsync(ct));
        await soffice.WaitForExitAsync(ct);
        Assert.True(soffice.ExitCode == 0 && Directory.EnumerateFiles(folder).Any(), $"LibreOffice could not read {file}: {string.Join(' ', said)}");
        return folder;
    }
}
