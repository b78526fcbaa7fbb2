using Followup.LocalHost.Rpc;

namespace Followup.LocalHost.Worker;

/// <summary>The data that a trigger brings to one run of its function.</summary>
/// <param name="Input">The value of the parameter that has the trigger.</param>
/// <param name="Metadata">The values of other parameters, by their names.</param>
/// <param name="TraceParent">W3C trace context of the caller or sender; null where the current activity is meant.</param>
internal sealed record Invocation(TypedData Input, IReadOnlyDictionary<string, TypedData> Metadata, string? TraceParent = null)
{
    public string Id { get; } = Guid.NewGuid().ToString();
}
