using Microsoft.Extensions.DependencyInjection;

namespace Followup.Erasure;

public static class ErasureServices
{
    public static IServiceCollection AddErasure(this IServiceCollection services) =>
        services.AddSingleton<AnswerErasure>().AddSingleton<PersonErasure>();
}
