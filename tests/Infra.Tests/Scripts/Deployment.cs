namespace Followup.Infra.Tests.Scripts;

/// <summary>
/// The real deploy.sh, with stand-ins for az, dotnet and curl first on the PATH. The stand-ins keep their state in a folder that this
/// object owns.
/// </summary>
public sealed class Deployment : IDisposable
{
    public const string FunctionKey = "function-key-of-the-stand-in";

    private readonly TemporaryFolder state = new();

    public Deployment()
    {
        Programs.OrSkip("bash", "jq", "zip", "openssl");
        Directory.CreateDirectory(File("secrets"));
        Put("function-key", FunctionKey);
        Put("calls");
    }

    /// <summary>Every command line that a stand-in was called with, in order.</summary>
    public string[] Calls => System.IO.File.ReadAllLines(File("calls"));

    public string Read(params string[] name) => System.IO.File.ReadAllText(File(Path.Combine(name)));

    public string File(string name) => state.File(name);

    public bool Has(string name) => System.IO.File.Exists(File(name));

    public void Put(string name, string text = "") => System.IO.File.WriteAllText(File(name), text);

    /// <summary>The command lines that start with this text, from the one of this number on.</summary>
    public string[] CallsOf(string start, int from = 0) =>
        Array.FindAll(Calls[from..], call => call.StartsWith(start, StringComparison.Ordinal));

    public Task<CommandResult> RunAsync(string? sendGridKey, params string[] arguments)
    {
        var standIns = Repository.File("tests", "Infra.Tests", "Scripts", "stand-ins");
        var environment = new Dictionary<string, string>
        {
            ["PATH"] = $"{standIns}:{Environment.GetEnvironmentVariable("PATH")}",
            ["STAND_IN_STATE"] = state.Path,
            ["FOLLOWUP_DEPLOY_PAUSE"] = "0",
            ["FOLLOWUP_SENDGRID_API_KEY"] = sendGridKey ?? "",
        };
        return Command.RunAsync("bash", [Repository.File("infra", "deploy.sh"), .. arguments], environment);
    }

    public void Dispose() => state.Dispose();
}
