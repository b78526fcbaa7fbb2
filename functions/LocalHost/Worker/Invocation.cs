using Followup.LocalHost.Rpc;

namespace Followup.LocalHost.Worker;

/// <summary>What a trigger brings to one run of its function.</summary>
/// <param name="Input">For the parameter that has the trigger.</param>
/// <param name="Metadata">What other parameters are bound to, by their names.</param>
/// <param name="TraceParent">W3C trace context of whoever caused it; null where the current activity is meant.</param>
internal sealed record Invocation(TypedData Input, IReadOnlyDictionary<string, TypedData> Metadata, string? TraceParent = null)
{
    public string Id { get; } = Guid.NewGuid().ToString();
}
