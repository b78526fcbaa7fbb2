using Followup.Settling;
using Grpc.Net.Client;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

[assembly: WorkerExtensionStartup(typeof(ServiceBusExtensionStartup))]

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Found by the Functions SDK, whose generated code calls it as the worker starts.</summary>
public sealed class ServiceBusExtensionStartup : WorkerExtensionStartup
{
    public override void Configure(IFunctionsWorkerApplicationBuilder applicationBuilder) => applicationBuilder.Services
        .AddSingleton(services => GrpcChannel.ForAddress(services.GetRequiredService<IConfiguration>()["Functions:Worker:HostEndpoint"]!))
        .AddSingleton(services => new Settlement.SettlementClient(services.GetRequiredService<GrpcChannel>()));
}
