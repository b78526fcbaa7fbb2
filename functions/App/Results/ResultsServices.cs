using Microsoft.Extensions.DependencyInjection;

namespace Followup.Results;

public static class ResultsServices
{
    public static IServiceCollection AddResults(this IServiceCollection services) => services.AddSingleton<ProgramRows>();
}
