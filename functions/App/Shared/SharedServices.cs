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
    /// <summary>What more than one step needs: the clock, and what each folder of Shared registers.</summary>
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
