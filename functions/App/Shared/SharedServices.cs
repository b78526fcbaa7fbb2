using Followup.Shared.Branding;
using Followup.Shared.Bus;
using Followup.Shared.Hr;
using Followup.Shared.Http;
using Followup.Shared.Links;
using Followup.Shared.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Followup.Shared;

public static class SharedServices
{
    /// <summary>
    /// What more than one step needs. The folders here know each other in one direction only: Hr, Branding, Links, Languages, Bus,
    /// Telemetry, Storage, Http, Keys, Json. Each uses only those that are named after it.
    /// </summary>
    public static IServiceCollection AddShared(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        return services
            .AddHtml()
            .AddStorage(configuration)
            .AddBus(configuration)
            .AddLinks()
            .AddBranding(configuration)
            .AddHr();
    }
}
