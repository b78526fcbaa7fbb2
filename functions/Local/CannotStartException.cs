namespace Followup.Local;

/// <summary>The system cannot start, or cannot go on. The message is one sentence that says what to do.</summary>
public sealed class CannotStartException(string message, Exception? inner = null) : Exception(message, inner);
