namespace Followup.Benchmarks.Harness;

/// <summary>This machine lacks what a benchmark needs. The message is one sentence that says what to install.</summary>
internal sealed class CannotMeasureException(string message) : Exception(message);
