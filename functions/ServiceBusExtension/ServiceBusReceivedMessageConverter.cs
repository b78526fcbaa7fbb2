using Azure.Core.Amqp;
using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker.Converters;
using Microsoft.Azure.Functions.Worker.Core;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>
/// Messages as the host hands them over: 16 bytes of the lock token, then the AMQP message. A batch is bound to an array, as the official
/// converter does it, and to no other collection.
/// </summary>
[SupportsDeferredBinding]
[SupportedTargetType(typeof(ServiceBusReceivedMessage))]
[SupportedTargetType(typeof(ServiceBusReceivedMessage[]))]
internal sealed class ServiceBusReceivedMessageConverter : IInputConverter
{
    private const int LockTokenLength = 16;

    public ValueTask<ConversionResult> ConvertAsync(ConverterContext context) => ValueTask.FromResult(context.Source switch
    {
        ModelBindingData message => ConversionResult.Success(Read(message)),
        CollectionModelBindingData batch => ConversionResult.Success(batch.ModelBindingData.Select(Read).ToArray()),
        _ => ConversionResult.Unhandled(),
    });

    private static ServiceBusReceivedMessage Read(ModelBindingData message)
    {
        var bytes = message.Content.ToMemory();
        return ServiceBusReceivedMessage.FromAmqpMessage(
            AmqpAnnotatedMessage.FromBytes(BinaryData.FromBytes(bytes[LockTokenLength..])), BinaryData.FromBytes(bytes[..LockTokenLength]));
    }
}
