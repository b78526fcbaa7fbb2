using System.IO.Compression;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Followup.Infra.Tests;

/// <summary>
/// The build for Azure where NuGet's sources lack packages. What it publishes where they have them is looked at, and run, in Journey.Tests.
/// </summary>
public sealed class AzureBuildTests
{
    [Fact]
    public async Task Every_package_that_the_sources_lack_is_named_in_one_sentence_and_no_other()
    {
        using var folder = new TemporaryFolder();
        var source = Directory.CreateDirectory(folder.File("source")).FullName;
        await WritePackageAsync(source, "Microsoft.Azure.WebJobs.Extensions.ServiceBus");

        var publish = await Command.RunAsync(
            "dotnet",
            [
                "publish", "functions/App", "-p:FunctionsHost=Azure", "-c", "Release", "--source", source,
                "--artifacts-path", folder.File("artifacts"), "--disable-build-servers", "-tl:off",
            ]);

        Assert.NotEqual(0, publish.ExitCode);
        var error = Assert.Single(publish.Output.Split('\n'), line => line.Contains("error", StringComparison.Ordinal));
        var needed = XDocument.Load(Repository.File("Directory.Packages.props")).Descendants("PackageVersion")
            .Select(package => $"{(string)package.Attribute("Include")!}@{(string)package.Attribute("Version")!}")
            .Where(package => package.StartsWith("Microsoft.Azure.Functions.", StringComparison.Ordinal))
            .Append("Microsoft.Azure.Functions.Worker.Extensions.Rpc");
        var named = Regex.Matches(error, @"Microsoft\.Azure[\w.]+(@[\d.]+\d)?").Select(name => name.Value);
        Assert.Equal(needed.Order(), named.Order());
    }

    private static async Task WritePackageAsync(string folder, string id)
    {
        await using var package = await ZipFile.OpenAsync(Path.Combine(folder, $"{id}.1.0.0.nupkg"), ZipArchiveMode.Create);
        await using var manifest = new StreamWriter(await package.CreateEntry($"{id}.nuspec").OpenAsync());
        await manifest.WriteAsync($"""
            <package><metadata><id>{id}</id><version>1.0.0</version><authors>-</authors><description>-</description></metadata></package>
            """);
    }
}
