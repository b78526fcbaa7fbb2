using Followup.Local;

namespace Followup.Tests.Local;

public sealed class LocalSettingsTests : IDisposable
{
    private readonly TemporaryFolder temp = new();
    private readonly DataFolder folder;

    public LocalSettingsTests() => folder = DataFolder.Open(temp.Path);

    public void Dispose()
    {
        folder.Dispose();
        temp.Dispose();
    }

    [Fact]
    public void They_are_made_once_and_stay()
    {
        var first = LocalSettings.Load(folder, simulatedClock: null);

        Assert.Equal(first, LocalSettings.Load(folder, simulatedClock: null));
        Assert.True(Convert.FromBase64String(first.LinkKey).Length >= 32);
        Assert.Null(first.ClockAhead);
    }

    [Fact]
    public void No_two_folders_share_a_key()
    {
        using var otherTemp = new TemporaryFolder();
        using var other = DataFolder.Open(otherTemp.Path);

        string[] keys = [.. Keys(LocalSettings.Load(folder, null)), .. Keys(LocalSettings.Load(other, null))];

        Assert.Equal(2 * 4, keys.Distinct().Count());

        static string[] Keys(LocalSettings settings) => [settings.FunctionKey, settings.LinkKey, settings.MailKey, settings.MailEventKey];
    }

    [Fact]
    public void The_simulated_clock_stays_and_so_does_how_far_ahead_it_is()
    {
        LocalSettings.Load(folder, simulatedClock: true);
        (LocalSettings.Load(folder, null) with { ClockAhead = TimeSpan.FromDays(42) }).Save(folder);

        Assert.Equal(TimeSpan.FromDays(42), LocalSettings.Load(folder, simulatedClock: null).ClockAhead);
        Assert.Equal(TimeSpan.FromDays(42), LocalSettings.Load(folder, simulatedClock: true).ClockAhead);
    }

    [Fact]
    public void A_simulated_clock_that_never_jumped_may_become_the_real_one()
    {
        LocalSettings.Load(folder, simulatedClock: true);

        Assert.Null(LocalSettings.Load(folder, simulatedClock: false).ClockAhead);
    }

    [Fact]
    public void Data_from_six_weeks_ahead_are_not_taken_back_to_today()
    {
        (LocalSettings.Load(folder, simulatedClock: true) with { ClockAhead = TimeSpan.FromDays(42) }).Save(folder);

        var refused = Assert.Throws<CannotStartException>(() => LocalSettings.Load(folder, simulatedClock: false));

        Assert.Contains("42 days ahead", refused.Message, StringComparison.Ordinal);
        Assert.Contains("--clock simulated", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("{}")] // nothing in it
    [InlineData("""{ "functionKey": null, "linkKey": "", "mailKey": "", "mailEventKey": "", "clockAhead": null }""")]
    [InlineData("""{ "functionKey": "", "linkKey": "", "mailKey": "", "mailEventKey": "", "clockAhead": "six weeks" }""")]
    [InlineData("""{ "functionKey": "a", "linkKey": "dG9vIHNob3J0", "mailKey": "a", "mailEventKey": "", "clockAhead": null }""")]
    [InlineData("""{ "functionKey": "a", "linkKey": "not base64", "mailKey": "a", "mailEventKey": "", "clockAhead": null }""")]
    public void Broken_settings_are_told_by_their_path_in_one_line(string text)
    {
        File.WriteAllText(temp.File("settings.json"), text);

        var refused = Assert.Throws<CannotStartException>(() => LocalSettings.Load(folder, null));

        Assert.StartsWith(temp.File("settings.json"), refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refused.Message);
        Assert.Equal(text, File.ReadAllText(temp.File("settings.json")));
    }

    [Fact]
    public void A_data_folder_is_held_by_one_at_a_time()
    {
        var refused = Assert.Throws<CannotStartException>(() => DataFolder.Open(temp.Path));

        Assert.Contains($"Another Followup is running on the data folder {temp.Path}", refused.Message, StringComparison.Ordinal);
        folder.Dispose();
        DataFolder.Open(temp.Path).Dispose();
    }

    [Fact]
    public void A_data_folder_that_cannot_be_made_is_told()
    {
        File.WriteAllText(temp.File("a-file"), "");

        var refused = Assert.Throws<CannotStartException>(() => DataFolder.Open(temp.File("a-file/data")));

        Assert.Contains("choose another with --data", refused.Message, StringComparison.Ordinal);
    }
}
