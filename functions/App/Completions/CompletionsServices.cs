using Microsoft.Extensions.DependencyInjection;

namespace Followup.Completions;

public static class CompletionsServices
{
    public static IServiceCollection AddCompletions(this IServiceCollection services) =>
        services.AddSingleton<OpenFollowups>().AddSingleton<CompletionIntake>();
}
