using Azure.Identity;
using Azure.Messaging.ServiceBus;
using Followup.Shared.Settings;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Followup.Shared.Bus;

public static class BusServices
{
    /// <summary>
    /// The queues, by connection string, or by the namespace's name and managed identity; and what reads and settles their messages.
    /// </summary>
    public static IServiceCollection AddBus(this IServiceCollection services, IConfiguration configuration) =>
        services
            .AddSingleton(NamespaceAt(configuration))
            .AddSingleton<Queues>()
            .AddSingleton<MessageReading>()
            .AddSingleton<BatchHandling>()
            .AddSingleton<MessageSettling>();

    private static ServiceBusClient NamespaceAt(IConfiguration settings)
    {
        if (settings["ServiceBus"] is { Length: > 0 } connection)
        {
            return ConnectionSettings.Read(
                "ServiceBus",
                "a connection string of a Service Bus namespace",
                () => new ServiceBusClient(connection));
        }
        if (settings["ServiceBus:fullyQualifiedNamespace"] is { Length: > 0 } name)
        {
            return ConnectionSettings.Read(
                "ServiceBus:fullyQualifiedNamespace",
                "a host name",
                () => new ServiceBusClient(name, new DefaultAzureCredential()));
        }
        throw new InvalidOperationException(
            "Neither the setting ServiceBus (a connection string) nor ServiceBus:fullyQualifiedNamespace is set.");
    }
}
