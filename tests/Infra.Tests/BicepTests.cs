namespace Followup.Infra.Tests;

public sealed class BicepTests
{
    [Fact]
    public async Task The_compiler_is_there()
    {
        var version = await Tool.RunAsync(Tool.Bicep, "--version");

        Assert.Equal(0, version.ExitCode);
        Assert.StartsWith("Bicep CLI version", version.Output, StringComparison.Ordinal);
    }
}
