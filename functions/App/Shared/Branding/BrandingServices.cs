using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Followup.Shared.Branding;

public static class BrandingServices
{
    /// <summary>The organization whose mails and pages these are.</summary>
    public static IServiceCollection AddBranding(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<BrandOptions>().BindConfiguration("Brand").ValidateOnStart();
        services.AddSingleton<IValidateOptions<BrandOptions>, BrandOptionsValidator>();
        // without outcomes a record says the same whatever was answered
        var keepsLearningRecords = configuration["Lrs:Endpoint"] is { Length: > 0 } && configuration.GetValue<bool>("Lrs:Outcomes");
        return services.AddSingleton(provider => new Brand(provider.GetRequiredService<IOptions<BrandOptions>>(), keepsLearningRecords));
    }
}
