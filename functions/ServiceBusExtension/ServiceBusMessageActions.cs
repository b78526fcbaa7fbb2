using Azure.Messaging.ServiceBus;
using Followup.Settling;
using Google.Protobuf;
using Microsoft.Azure.Amqp;
using Microsoft.Azure.Amqp.Encoding;
using Microsoft.Azure.Functions.Worker.Converters;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Settles, through the host that received them, the messages that an invocation was started by.</summary>
/// <remarks>A lock that is lost, and every other failure of settling, comes as a <c>Grpc.Core.RpcException</c>.</remarks>
[InputConverter(typeof(ServiceBusMessageActionsConverter))]
public class ServiceBusMessageActions
{
    private readonly Settlement.SettlementClient host;

    internal ServiceBusMessageActions(Settlement.SettlementClient host) => this.host = host;

    protected ServiceBusMessageActions() => host = null!;

    public virtual async Task CompleteMessageAsync(ServiceBusReceivedMessage message, CancellationToken cancellationToken = default) =>
        await host.CompleteAsync(new() { Locktoken = message.LockToken }, cancellationToken: cancellationToken);

    /// <summary>Gives the message back: it comes again with its delivery count grown by one.</summary>
    /// <param name="propertiesToModify">Numbers, texts, booleans and Guids only.</param>
    public virtual async Task AbandonMessageAsync(
        ServiceBusReceivedMessage message, IDictionary<string, object>? propertiesToModify = null,
        CancellationToken cancellationToken = default)
    {
        var request = new AbandonRequest { Locktoken = message.LockToken };
        if (propertiesToModify is not null) request.PropertiesToModify = Encode(propertiesToModify);
        await host.AbandonAsync(request, cancellationToken: cancellationToken);
    }

    /// <param name="propertiesToModify">Numbers, texts, booleans and Guids only.</param>
    public virtual async Task DeadLetterMessageAsync(
        ServiceBusReceivedMessage message, Dictionary<string, object>? propertiesToModify = null, string? deadLetterReason = null,
        string? deadLetterErrorDescription = null, CancellationToken cancellationToken = default)
    {
        var request = new DeadletterRequest
        {
            Locktoken = message.LockToken,
            DeadletterReason = deadLetterReason,
            DeadletterErrorDescription = deadLetterErrorDescription,
        };
        if (propertiesToModify is not null) request.PropertiesToModify = Encode(propertiesToModify);
        await host.DeadletterAsync(request, cancellationToken: cancellationToken);
    }

    private static ByteString Encode(IDictionary<string, object> properties)
    {
        var map = new AmqpMap();
        foreach (var (name, value) in properties) map[new MapKey(name)] = value;
        using var buffer = new ByteBuffer(256, autoGrow: true);
        AmqpCodec.EncodeMap(map, buffer);
        return ByteString.CopyFrom(buffer.Buffer, 0, buffer.Length);
    }
}
