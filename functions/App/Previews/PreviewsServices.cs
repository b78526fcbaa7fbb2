using Microsoft.Extensions.DependencyInjection;

namespace Followup.Previews;

public static class PreviewsServices
{
    public static IServiceCollection AddPreviews(this IServiceCollection services) => services.AddSingleton<PreviewComposer>();
}
