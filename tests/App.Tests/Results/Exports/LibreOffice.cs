namespace Followup.Tests.Results.Exports;

/// <summary>LibreOffice without a window, to open what others will open; one at a time, each with a profile of its own.</summary>
internal static class LibreOffice
{
    /// <summary>Converts a file; the folder with what came out. Without LibreOffice the test is skipped, except in CI.</summary>
    public static async Task<string> ConvertAsync(string file, string to)
    {
        Testing.Programs.OrSkip("soffice");
        var folder = Directory.CreateDirectory($"{file}-{Guid.NewGuid():n}").FullName;
        var converted = await Command.RunAsync(
            "soffice",
            [$"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", to, "--outdir", folder, file]);
        Assert.True(
            converted.ExitCode == 0 && Directory.EnumerateFiles(folder).Any(),
            $"LibreOffice could not read {file}: {converted.Output} {converted.Errors}");
        return folder;
    }
}
