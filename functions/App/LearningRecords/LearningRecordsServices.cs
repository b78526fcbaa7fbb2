using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Followup.LearningRecords;

public static class LearningRecordsServices
{
    public static IServiceCollection AddLearningRecords(this IServiceCollection services)
    {
        services.AddOptions<LrsOptions>().BindConfiguration("Lrs").ValidateOnStart();
        services.AddSingleton<IValidateOptions<LrsOptions>, LrsOptionsValidator>();
        services.AddSingleton(provider => new LearningRecordStore(NewClient(), provider.GetRequiredService<IOptions<LrsOptions>>()));
        return services.AddSingleton<RecordSending>();
    }

    private static HttpClient NewClient()
    {
        var handler = new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(5) };
        return new HttpClient(handler) { Timeout = TimeSpan.FromSeconds(30) };
    }
}
