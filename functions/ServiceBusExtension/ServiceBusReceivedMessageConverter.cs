using Azure.Core.Amqp;
using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker.Converters;
using Microsoft.Azure.Functions.Worker.Core;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>One message as the host hands it over: 16 bytes of its lock token, then the AMQP message.</summary>
[SupportsDeferredBinding]
[SupportedTargetType(typeof(ServiceBusReceivedMessage))]
internal sealed class ServiceBusReceivedMessageConverter : IInputConverter
{
    private const int LockTokenLength = 16;

    public ValueTask<ConversionResult> ConvertAsync(ConverterContext context) => ValueTask.FromResult(
        context.Source is ModelBindingData data ? ConversionResult.Success(Read(data.Content)) : ConversionResult.Unhandled());

    private static ServiceBusReceivedMessage Read(BinaryData content)
    {
        var bytes = content.ToMemory();
        return ServiceBusReceivedMessage.FromAmqpMessage(
            AmqpAnnotatedMessage.FromBytes(BinaryData.FromBytes(bytes[LockTokenLength..])), BinaryData.FromBytes(bytes[..LockTokenLength]));
    }
}
