using System.Collections;
using Microsoft.Azure.Amqp;
using Microsoft.Azure.Amqp.Encoding;
using Microsoft.Azure.Amqp.Framing;

namespace Followup.LocalBus.Amqp;

/// <summary>A request to a node, read out of its message, and the two ways to answer it.</summary>
internal sealed class Request(AmqpMessage message, Action<AmqpMessage> reply)
{
    private readonly MessageId? id = message.Properties.MessageId;
    private readonly AmqpMap map = message.ValueBody?.Value as AmqpMap ?? [];

    public string Operation { get; } = message.ApplicationProperties?.Map["operation"] as string ?? "";

    public T Get<T>(string name) => map.TryGetValue(new MapKey(name), out T value) ? value : throw Missing(name);

    public T? Find<T>(string name) where T : class => map.TryGetValue(new MapKey(name), out T value) ? value : null;

    /// <summary>The binary of that name in each map of a list.</summary>
    public IEnumerable<ArraySegment<byte>> Binaries(string list, string name) => Get<IList>(list).Cast<AmqpMap>()
        .Select(item => item.TryGetValue(new MapKey(name), out ArraySegment<byte> bytes) ? bytes : throw Missing(name));

    public void Answer(params (string Name, object Value)[] values)
    {
        var body = new AmqpMap();
        foreach (var (name, value) in values)
            body.Add(new MapKey(name), value);
        Reply(body, ("statusCode", 200), ("statusDescription", "OK"));
    }

    public void Refuse(int status, Error error) =>
        Reply([], ("statusCode", status), ("statusDescription", error.Description), ("errorCondition", error.Condition));

    /// <summary>Names and numbers as they are; the two kinds of nodes call them differently.</summary>
    public void Reply(AmqpMap body, params (string Name, object Value)[] properties)
    {
        var answer = AmqpMessage.Create(new AmqpValue { Value = body });
        answer.Properties.CorrelationId = id;
        answer.ApplicationProperties = new ApplicationProperties();
        foreach (var (name, value) in properties)
            answer.ApplicationProperties.Map[name] = value;
        reply(answer);
    }

    private static AmqpException Missing(string name) => new(Outcomes.ArgumentError, $"The request has no '{name}'.");
}
