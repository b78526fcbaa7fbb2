using System.Runtime.CompilerServices;

namespace Followup.Testing;

/// <summary>
/// Compares what is written with the file of that name beside the test, so that a change of it shows itself.
/// <c>FOLLOWUP_APPROVE=1</c> writes the files; the diff of the commit is then what is approved.
/// </summary>
public static class Approval
{
    public static void Approve(string name, string written, [CallerFilePath] string test = "")
    {
        var file = Path.Combine(Path.GetDirectoryName(test)!, name);
        if (Environment.GetEnvironmentVariable("FOLLOWUP_APPROVE") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, written);
        }
        Assert.Equal(File.Exists(file) ? File.ReadAllText(file) : "(there is no such file yet)", written);
    }
}
