using Followup.Local;

namespace Followup.Tests.Local;

/// <summary>A whole system on a simulated clock, in this process.</summary>
public sealed class LocalSystemFixture : IAsyncLifetime
{
    private readonly TemporaryFolder temp = new();

    public LocalSystem System { get; private set; } = null!;

    public HttpClient Http { get; } = new();

    public async ValueTask InitializeAsync()
    {
        System = await LocalSystem.StartAsync(
            new LocalOptions(temp.Path, Port: 0, SimulatedClock: true), TestContext.Current.CancellationToken);
        Http.BaseAddress = System.Address;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        if (System is not null) await System.DisposeAsync();
        temp.Dispose();
    }
}
