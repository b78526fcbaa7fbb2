using Microsoft.Extensions.Hosting;

namespace Followup.Local;

/// <summary>Leaves Ctrl-C and SIGTERM to Local, which stops its parts in order.</summary>
internal sealed class QuietLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
