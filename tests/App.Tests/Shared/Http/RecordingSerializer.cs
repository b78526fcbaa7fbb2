using System.Collections.Concurrent;
using System.Text.Json;
using Azure.Core.Serialization;

namespace Followup.Tests.Shared.Http;

/// <summary>Serializes as the worker does, and notes what.</summary>
internal sealed class RecordingSerializer() : JsonObjectSerializer(JsonSerializerOptions.Web)
{
    public ConcurrentQueue<object?> Serialized { get; } = [];

    public override BinaryData Serialize(object? value, Type? inputType = null, CancellationToken cancellationToken = default)
    {
        Serialized.Enqueue(value);
        return base.Serialize(value, inputType, cancellationToken);
    }
}
