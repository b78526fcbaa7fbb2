namespace Followup.Infra.Tests;

public sealed class BicepTests
{
    [Theory]
    [InlineData("build", "infra/main.bicep", "--stdout")]
    [InlineData("lint", "infra/main.bicep")]
    [InlineData("build-params", "infra/dev.bicepparam", "--stdout")]
    [InlineData("lint", "infra/dev.bicepparam")]
    [InlineData("build-params", "infra/prod.bicepparam", "--stdout")]
    [InlineData("lint", "infra/prod.bicepparam")]
    public async Task The_compiler_has_no_warning(params string[] arguments)
    {
        var run = await Bicep.RunAsync(arguments, Operator.Settings);

        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
    }

    [Theory]
    [InlineData("build", "infra/main.bicep", "--stdout")]
    [InlineData("build-params", "infra/dev.bicepparam", "--stdout")]
    public async Task Nobody_has_to_set_anything_for_a_first_look(params string[] arguments) =>
        Assert.Equal(0, (await Bicep.RunAsync(arguments)).ExitCode);

    [Fact]
    public async Task For_production_what_must_be_said_is_asked_for_by_name()
    {
        var run = await Bicep.RunAsync(["build-params", "infra/prod.bicepparam", "--stdout"]);

        Assert.NotEqual(0, run.ExitCode);
        foreach (var name in (string[])["FOLLOWUP_OWNER", "FOLLOWUP_MAIL_FROM", "FOLLOWUP_ALERT_EMAILS"])
            Assert.Contains(name, run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_parameter_and_every_module_says_what_it_is_for()
    {
        foreach (var file in Directory.EnumerateFiles(Repository.File("infra"), "*.bicep", SearchOption.AllDirectories))
        {
            var lines = await File.ReadAllLinesAsync(file, TestContext.Current.CancellationToken);
            Assert.StartsWith("metadata description = ", lines[0], StringComparison.Ordinal);
            for (var i = 0; i < lines.Length; i++)
            {
                if (!lines[i].StartsWith("param ", StringComparison.Ordinal)) continue;
                var decorators = lines[..i].Reverse().TakeWhile(line => line.Length > 0);
                var isDescribed = decorators.Any(line => line.StartsWith("@description(", StringComparison.Ordinal));
                Assert.True(isDescribed, $"{Path.GetFileName(file)}: {lines[i]}");
            }
        }
    }
}
