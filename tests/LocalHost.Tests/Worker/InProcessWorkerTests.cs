using System.Net;
using System.Net.Sockets;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Followup.LocalHost.Tests.Worker;

public sealed class InProcessWorkerTests
{
    [Fact]
    public async Task The_port_that_the_host_is_told_of_is_held_before_the_apps_server_starts()
    {
        var taken = new TaskCompletionSource<SocketError>();
        await using var host = await TestHost.StartAsync(new TestHost.Setup
        {
            Services = services => services
                .AddSingleton(taken)
                .AddHostedService<PortTaker>(),
        });

        Assert.Equal(SocketError.AddressAlreadyInUse, await taken.Task);
        Assert.Equal(HttpStatusCode.OK, (await host.GetAsync("/api/by-name")).Status);
    }

    /// <summary>Another program, which tries to take the port before any part of the app has started.</summary>
    private sealed class PortTaker(IOptions<WorkerOptions> worker, TaskCompletionSource<SocketError> taken) : IHostedLifecycleService
    {
        public Task StartingAsync(CancellationToken cancellationToken)
        {
            using var listener = new TcpListener(IPAddress.Loopback, new Uri(worker.Value.Capabilities["HttpUri"]).Port);
            try
            {
                listener.Start();
                taken.SetResult(SocketError.Success);
            }
            catch (SocketException e)
            {
                taken.SetResult(e.SocketErrorCode);
            }
            return Task.CompletedTask;
        }

        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
