namespace Followup.LocalHost.Worker;

/// <summary>The worker ended before it answered.</summary>
internal sealed class WorkerEndedException() : Exception("The worker has ended.");
