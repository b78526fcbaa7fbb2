using System.Text.RegularExpressions;

namespace Followup.LocalHost.Worker;

/// <summary>The worker ended by itself. The message is what it said last, in one line where it was an exception.</summary>
/// <param name="type">Full name of the exception that ended it; empty where it was none.</param>
public sealed partial class WorkerFailedException(string type, string message) : Exception(message)
{
    public string Type => type;

    /// <param name="said">What .NET writes to standard error of an exception that nobody handles, or anything else.</param>
    public static WorkerFailedException Of(int exitCode, string said) =>
        Unhandled().Match(said) is { Success: true } match ? new(match.Groups["type"].Value, match.Groups["message"].Value.Trim())
        : new("", $"It ended with code {exitCode}. {said.Split('\n')[0]}".Trim());

    [GeneratedRegex(@"Unhandled exception\. (?<type>[\w.]+): (?<message>.*?)(?=\n +at |\n ---> |\z)", RegexOptions.Singleline)]
    private static partial Regex Unhandled();
}
