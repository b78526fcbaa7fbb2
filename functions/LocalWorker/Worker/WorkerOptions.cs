namespace Microsoft.Azure.Functions.Worker;

/// <summary>What the official worker tells its host that it can do. Here is no host to be told.</summary>
public class WorkerOptions
{
    public IDictionary<string, string> Capabilities { get; } = new Dictionary<string, string>();
}
