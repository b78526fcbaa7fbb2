using Followup.Local.Clock;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;

[assembly: HostingStartup(typeof(ClockOfApp))]

namespace Followup.Local.Clock;

/// <summary>
/// The simulated clock in the function app's process, put there without the app's knowing: ASP.NET Core looks for this class in the
/// assemblies that ASPNETCORE_HOSTINGSTARTUPASSEMBLIES names. The clock tells the time; timers made from it are the real clock's, and the
/// app makes none.
/// </summary>
public sealed class ClockOfApp : IHostingStartup
{
    /// <summary>The environment variable that names the file of <see cref="SharedAhead"/>; not set, the clock stays the real one.</summary>
    public const string Variable = "FOLLOWUP_LOCAL_CLOCK";

    public void Configure(IWebHostBuilder builder)
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } path)
            builder.ConfigureServices(services => services.AddSingleton<TimeProvider>(new SharedClock(new(path))));
    }

    private sealed class SharedClock(SharedAhead ahead) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + ahead.Value;
    }
}
