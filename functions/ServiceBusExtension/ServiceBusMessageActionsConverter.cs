using Followup.Settling;
using Microsoft.Azure.Functions.Worker.Converters;

namespace Microsoft.Azure.Functions.Worker;

internal sealed class ServiceBusMessageActionsConverter(Settlement.SettlementClient host) : IInputConverter
{
    public ValueTask<ConversionResult> ConvertAsync(ConverterContext context) => ValueTask.FromResult(
        context.TargetType == typeof(ServiceBusMessageActions)
            ? ConversionResult.Success(new ServiceBusMessageActions(host))
            : ConversionResult.Unhandled());
}
