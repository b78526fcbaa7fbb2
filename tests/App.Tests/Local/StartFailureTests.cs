using Followup.Local;

namespace Followup.Tests.Local;

/// <summary>What keeps Local from starting is told in one sentence on standard error, with exit code 1; bad usage gives 2.</summary>
public sealed class StartFailureTests : IDisposable
{
    private readonly TemporaryFolder temp = new();

    public void Dispose() => temp.Dispose();

    [Theory]
    [InlineData("--port")]
    [InlineData("--bus-port")]
    [InlineData("--tables-port")]
    public async Task A_port_that_is_taken(string option)
    {
        using var taken = new TakenPort();

        var sentence = await CannotStartAsync(option, $"{taken.Number}");

        Assert.Contains($"{taken.Number}", sentence, StringComparison.Ordinal);
        Assert.Contains("taken", sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_Local_on_the_same_data()
    {
        await using var first = await LocalProcess.StartAsync(temp.Path);

        var sentence = await CannotStartAsync();

        Assert.Contains($"Another Followup is running on the data folder {temp.Path}", sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Data_of_an_earlier_version_whose_tables_only_Azurite_reads()
    {
        Directory.CreateDirectory(temp.File("azurite"));

        var sentence = await CannotStartAsync();

        Assert.StartsWith($"The data folder {temp.Path} was written by an earlier version", sentence, StringComparison.Ordinal);
        Assert.Contains("--data", sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Settings_that_cannot_be_read()
    {
        File.WriteAllText(temp.File("settings.json"), "{ half");

        Assert.StartsWith(temp.File("settings.json"), await CannotStartAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_setting_of_the_app_that_is_not_right()
    {
        var environment = new Dictionary<string, string> { ["Mail__FromName"] = "" };

        var end = await LocalProcess.RunAsync(environment, temp.Path);

        Assert.Equal(1, end.ExitCode);
        Assert.StartsWith("A setting is not right: ", end.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', end.Errors);
    }

    [Theory]
    [InlineData("")] // there is the folder, but no app in it
    [InlineData("no-such-folder")]
    public async Task A_folder_without_a_function_app(string folder)
    {
        var sentence = await CannotStartAsync("--app", temp.File(folder));

        Assert.Contains($"There is no function app in {temp.File(folder)}", sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_data_folder_that_cannot_be_made()
    {
        File.WriteAllText(temp.File("a-file"), "");

        var end = await LocalProcess.RunAsync(temp.File("a-file/data"));

        Assert.Equal(1, end.ExitCode);
        Assert.Contains("choose another with --data", end.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void A_data_folder_that_cannot_be_written_is_not_said_to_be_in_use()
    {
        File.CreateSymbolicLink(temp.File("lock"), temp.File("lock")); // stands for whatever the disk refuses, also to root

        var refused = Assert.Throws<CannotStartException>(() => DataFolder.Open(temp.Path));

        Assert.StartsWith($"The data folder {temp.Path} cannot be written (", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--port", "seventy")]
    [InlineData("--port", "70000")]
    [InlineData("--clock", "slow")]
    [InlineData("--no-such-option")]
    [InlineData("demo", "--people", "0")]
    [InlineData("--app", "")]
    public async Task Bad_usage_is_another_matter(params string[] options)
    {
        var end = await LocalProcess.RunAsync(temp.Path, options);

        Assert.Equal(2, end.ExitCode);
        Assert.Contains("--help", end.Errors, StringComparison.Ordinal);
    }

    private async Task<string> CannotStartAsync(params string[] options)
    {
        var end = await LocalProcess.RunAsync(temp.Path, options);
        Assert.Equal(1, end.ExitCode);
        Assert.DoesNotContain('\n', end.Errors);
        return end.Errors;
    }
}
