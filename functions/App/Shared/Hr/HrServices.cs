using Microsoft.Extensions.DependencyInjection;

namespace Followup.Shared.Hr;

public static class HrServices
{
    /// <summary>What every page of HR needs: who may see it, and how it looks.</summary>
    public static IServiceCollection AddHr(this IServiceCollection services) =>
        services.AddSingleton<HrAccess>().AddSingleton<HrStyle>().AddSingleton<HrPages>();
}
