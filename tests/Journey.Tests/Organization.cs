using Followup.Journey.Tests;

[assembly: AssemblyFixture(typeof(Organization))]

namespace Followup.Journey.Tests;

/// <summary>
/// One system with a simulated organization in it, for all tests that look at HR's pages; started by the first of them. Its start screen
/// comes when all rows are stored and the rounds of a year are held.
/// </summary>
public sealed class Organization : IAsyncLifetime
{
    private readonly TemporaryFolder data = new();
    private readonly Lazy<Task<LocalProcess>> local;

    public Organization() => local = new(() => LocalProcess.StartAsync(data.Path, "demo", "--organization", "1500", "--keep"));

    public Task<LocalProcess> LocalAsync() => local.Value;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (local is { IsValueCreated: true, Value.IsCompletedSuccessfully: true }) await (await local.Value).DisposeAsync();
        data.Dispose();
    }
}
