namespace Followup.Infra.Tests;

public sealed class AzureBuildTests
{
    [Fact]
    public async Task The_build_for_Azure_is_whole_or_says_in_one_sentence_why_it_cannot_be_made_here()
    {
        var output = Directory.CreateTempSubdirectory("followup-azure-").FullName;
        try
        {
            var publish = await Tool.RunAsync(
                "dotnet", "publish", "functions/App", "-p:FunctionsHost=Azure", "-c", "Release", "-o", output, "-nodeReuse:false", "-tl:off");

            if (publish.ExitCode == 0)
            {
                Assert.True(File.Exists(Path.Combine(output, "host.json")));
                Assert.True(File.Exists(Path.Combine(output, "Microsoft.Azure.Functions.Worker.Core.dll")));
                Assert.Empty(Directory.EnumerateFiles(output, "Local*"));
                return;
            }
            var said = publish.Output.Split('\n').Where(line => line.Contains("error", StringComparison.Ordinal)).Select(line => line.Trim()).Distinct();
            Assert.Contains(
                "The Azure build needs Microsoft's own packages, and no NuGet source here has Microsoft.Azure.Functions.Worker", Assert.Single(said),
                StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(output, recursive: true);
        }
    }
}
