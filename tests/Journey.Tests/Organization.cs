using Followup.Journey.Tests;

[assembly: AssemblyFixture(typeof(Organization))]

namespace Followup.Journey.Tests;

/// <summary>One system with a simulated organization in it, for all tests that look at HR's pages; started by the first of them.</summary>
public sealed class Organization : IAsyncLifetime
{
    private readonly TemporaryFolder data = new();
    private readonly Lazy<Task<LocalProcess>> local;

    public Organization() => local = new(StartAsync);

    public Task<LocalProcess> LocalAsync() => local.Value;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (local is { IsValueCreated: true, Value.IsCompletedSuccessfully: true }) await (await local.Value).DisposeAsync();
        data.Dispose();
    }

    private async Task<LocalProcess> StartAsync()
    {
        var started = await LocalProcess.StartAsync(data.Path, "demo", "--organization", "1500", "--keep");
        // the start screen comes when all is stored and counted
        for (var seconds = 0; !started.Said.Contains("/_local/", StringComparison.Ordinal); seconds++)
        {
            Assert.True(seconds < 240, $"The organization was not stored in time: {started.Said}");
            await Task.Delay(TimeSpan.FromSeconds(1));
        }
        return started;
    }
}
