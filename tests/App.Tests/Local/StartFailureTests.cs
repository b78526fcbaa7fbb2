namespace Followup.Tests.Local;

/// <summary>What keeps Local from starting is told in one sentence on standard error, with exit code 1; bad usage gives 2.</summary>
public sealed class StartFailureTests : IDisposable
{
    private readonly TempFolder temp = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => temp.Dispose();

    [Theory]
    [InlineData("--port")]
    [InlineData("--bus-port")]
    [InlineData("--tables-port")]
    public async Task A_port_that_is_taken(string option)
    {
        using var taken = Ports.Taken();
        var port = ((System.Net.IPEndPoint)taken.LocalEndpoint).Port;

        var said = await CannotStartAsync(option == "--port" ? [option, $"{port}"] : ["--port", "0", option, $"{port}"]);

        Assert.Contains($"{port}", said, StringComparison.Ordinal);
        Assert.Contains("taken", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_Local_on_the_same_data()
    {
        using var first = LocalProcess.Start("--port", "0", "--data", temp.Path);
        await first.RunningAsync(Ct);

        Assert.Contains($"Another Followup is running on the data folder {temp.Path}", await CannotStartAsync("--port", "0"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_Node()
    {
        using var local = LocalProcess.StartWith(new() { ["PATH"] = temp.Path }, "--port", "0", "--data", temp.File("data"));

        var (code, said) = await local.EndAsync(Ct);

        Assert.Equal(1, code);
        Assert.Matches("^(node|npm) was not found: install Node.js .*$", said);
    }

    [Fact]
    public async Task Settings_that_cannot_be_read()
    {
        File.WriteAllText(temp.File("settings.json"), "{ half");

        Assert.StartsWith(temp.File("settings.json"), await CannotStartAsync("--port", "0"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_setting_of_the_app_that_is_not_right()
    {
        using var local = LocalProcess.StartWith(new() { ["Mail__FromName"] = "" }, "--port", "0", "--data", temp.Path);

        var (code, said) = await local.EndAsync(Ct);

        Assert.Equal(1, code);
        Assert.StartsWith("A setting is not right: ", said, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', said);
    }

    [Theory]
    [InlineData("")] // there is the folder, but no app in it
    [InlineData("no-such-folder")]
    public async Task A_folder_without_a_function_app(string folder) => Assert.Contains(
        $"There is no function app in {temp.File(folder)}", await CannotStartAsync("--port", "0", "--app", temp.File(folder)),
        StringComparison.Ordinal);

    [Fact]
    public async Task A_data_folder_that_cannot_be_made()
    {
        File.WriteAllText(temp.File("a-file"), "");
        using var local = LocalProcess.Start("--port", "0", "--data", temp.File("a-file/data"));

        var (code, said) = await local.EndAsync(Ct);

        Assert.Equal(1, code);
        Assert.Contains("choose another with --data", said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--port", "seventy")]
    [InlineData("--port", "70000")]
    [InlineData("--clock", "slow")]
    [InlineData("--no-such-option")]
    [InlineData("demo", "--people", "0")]
    [InlineData("--app", "")]
    public async Task Bad_usage_is_another_matter(params string[] args)
    {
        using var local = LocalProcess.Start([.. args, "--data", temp.Path]);

        var (code, said) = await local.EndAsync(Ct);

        Assert.Equal(2, code);
        Assert.Contains("--help", said, StringComparison.Ordinal);
    }

    private async Task<string> CannotStartAsync(params string[] args)
    {
        using var local = LocalProcess.Start([.. args, "--data", temp.Path]);
        var (code, said) = await local.EndAsync(Ct);
        Assert.Equal(1, code);
        Assert.DoesNotContain('\n', said);
        return said;
    }
}
