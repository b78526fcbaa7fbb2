using System.Diagnostics;

namespace Followup.Infra.Tests.Scripts;

/// <summary>The real deploy.sh, with stand-ins for az, dotnet and curl first on the PATH; what they keep is a folder of its own.</summary>
public sealed class Deployment : IDisposable
{
    public const string FunctionKey = "function-key-of-the-stand-in";

    private readonly string state = Directory.CreateTempSubdirectory("followup-deploy-").FullName;

    public Deployment()
    {
        Programs.OrSkip("bash", "jq", "zip", "openssl");
        Directory.CreateDirectory(Path.Combine(state, "secrets"));
        System.IO.File.WriteAllText(Path.Combine(state, "function-key"), FunctionKey);
        System.IO.File.WriteAllText(Path.Combine(state, "calls"), "");
    }

    /// <summary>Every command line, in order.</summary>
    public string[] Calls => System.IO.File.ReadAllLines(Path.Combine(state, "calls"));

    public string Read(params string[] name) => System.IO.File.ReadAllText(Path.Combine([state, .. name]));

    public string File(string name) => Path.Combine(state, name);

    public bool Has(string name) => System.IO.File.Exists(File(name));

    public void Put(string name, string text = "") => System.IO.File.WriteAllText(Path.Combine(state, name), text);

    /// <summary>The command lines that start so, from one of them on.</summary>
    public string[] CallsOf(string start, int from = 0) =>
        Array.FindAll(Calls[from..], call => call.StartsWith(start, StringComparison.Ordinal));

    internal async Task<Tool> RunAsync(string? sendGridKey, params string[] arguments)
    {
        var start = new ProcessStartInfo("bash", [Repository.File("infra", "deploy.sh"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var standIns = Repository.File("tests", "Infra.Tests", "Scripts", "stand-ins");
        start.Environment["PATH"] = $"{standIns}:{Environment.GetEnvironmentVariable("PATH")}";
        start.Environment["STAND_IN_STATE"] = state;
        start.Environment["FOLLOWUP_DEPLOY_PAUSE"] = "0";
        start.Environment["FOLLOWUP_SENDGRID_API_KEY"] = sendGridKey ?? "";
        using var process = Process.Start(start)!;
        var ct = TestContext.Current.CancellationToken;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(ct), process.StandardError.ReadToEndAsync(ct));
        await process.WaitForExitAsync(ct);
        return new(process.ExitCode, await output, await errors);
    }

    public void Dispose() => Directory.Delete(state, recursive: true);
}
