using System.Text.RegularExpressions;

namespace Followup.LocalHost.Worker;

/// <summary>
/// The worker ended by itself. The message is that of the exception that ended it, or else its first line on standard error.
/// </summary>
/// <param name="type">Full name of the exception that ended the worker; empty where there was none.</param>
public sealed partial class WorkerFailedException(string type, string message) : Exception(message)
{
    public string Type => type;

    /// <param name="errors">Standard error: what .NET writes there of an exception that nobody handles, or anything else.</param>
    public static WorkerFailedException Of(int exitCode, string errors) =>
        Unhandled().Match(errors) is { Success: true } match
            ? new(match.Groups["type"].Value, match.Groups["message"].Value.Trim())
            : new("", $"It ended with code {exitCode}. {errors.Split('\n')[0]}".Trim());

    [GeneratedRegex(@"Unhandled exception\. (?<type>[\w.]+): (?<message>.*?)(?=\n +at |\n ---> |\z)", RegexOptions.Singleline)]
    private static partial Regex Unhandled();
}
