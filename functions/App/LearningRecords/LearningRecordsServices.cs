using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Followup.LearningRecords;

public static class LearningRecordsServices
{
    public static IServiceCollection AddLearningRecords(this IServiceCollection services)
    {
        services.AddOptions<LrsOptions>().BindConfiguration("Lrs").ValidateOnStart();
        services.AddSingleton<IValidateOptions<LrsOptions>, LrsOptionsValidator>();
        services.AddSingleton(provider => new LearningRecordStore(
            new(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(5) }) { Timeout = TimeSpan.FromSeconds(30) }, provider.GetRequiredService<IOptions<LrsOptions>>()));
        return services.AddSingleton<Telling>();
    }
}
