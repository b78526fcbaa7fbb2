namespace Followup.Testing;

/// <summary>The programs that some tests need beyond the SDK and Node. In CI all of them must be there.</summary>
public static class Programs
{
    public static void OrSkip(params string[] names)
    {
        var folders = Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator);
        var missing = names.Where(name => !Array.Exists(folders, folder => File.Exists(Path.Combine(folder, name)))).ToList();
        Assert.SkipUnless(
            missing.Count == 0 || Environment.GetEnvironmentVariable("CI") is not null,
            $"This machine lacks {string.Join(" and ", missing)}; .ci/run names the Debian packages to install to run this test.");
    }
}
