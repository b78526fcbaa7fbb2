namespace Followup.Infra.Tests.Scripts;

/// <summary>What the scripts and their checks need beyond the SDK and Node. In CI all of it must be there.</summary>
internal static class Programs
{
    public static void OrSkip(params string[] names)
    {
        var folders = Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator);
        var missing = names.Where(name => !Array.Exists(folders, folder => File.Exists(Path.Combine(folder, name)))).ToList();
        Assert.SkipUnless(
            missing.Count == 0 || Environment.GetEnvironmentVariable("CI") is not null,
            $"This machine lacks {string.Join(" and ", missing)}; install Debian's packages of these names to run this test.");
    }
}
