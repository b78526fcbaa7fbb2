namespace Followup.LocalHost.Worker;

/// <summary>A function threw. The message is its exception's.</summary>
internal sealed class FunctionFailedException(string function, string? message) : Exception($"The function '{function}' failed: {message}");
