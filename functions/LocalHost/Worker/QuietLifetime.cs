using Followup.LocalHost.Worker;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

[assembly: HostingStartup(typeof(QuietLifetime.OfWorker))]

namespace Followup.LocalHost.Worker;

/// <summary>Leaves Ctrl-C and SIGTERM to the program that started the host.</summary>
public sealed class QuietLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Puts this lifetime into a worker that is a process of its own, and holds the port of its web server.</summary>
    internal sealed class OfWorker : IHostingStartup
    {
        public void Configure(IWebHostBuilder builder) => builder.ConfigureServices(services =>
        {
            services.AddSingleton<IHostLifetime, QuietLifetime>();
            WorkerPort.Hold(services);
        });
    }
}
