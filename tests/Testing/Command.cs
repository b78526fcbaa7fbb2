using System.Diagnostics;

namespace Followup.Testing;

/// <summary>The end of a program, with all that it wrote to standard output and standard error.</summary>
public sealed record CommandResult(int ExitCode, string Output, string Errors);

/// <summary>Programs that are run to their end.</summary>
public static class Command
{
    /// <param name="environment">Added to the environment of this process.</param>
    /// <param name="input">What the program reads from standard input.</param>
    /// <param name="folder">The folder that the program runs in; null for the repository's root.</param>
    public static async Task<CommandResult> RunAsync(
        string program,
        IEnumerable<string> arguments,
        IReadOnlyDictionary<string, string>? environment = null,
        string input = "",
        string? folder = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder ?? Repository.Root,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>()) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var ct = TestContext.Current.CancellationToken;
        var output = process.StandardOutput.ReadToEndAsync(ct);
        var errors = process.StandardError.ReadToEndAsync(ct);
        await process.StandardInput.WriteAsync(input.AsMemory(), ct);
        process.StandardInput.Close();
        await process.WaitForExitAsync(ct);
        return new(process.ExitCode, await output, await errors);
    }
}
