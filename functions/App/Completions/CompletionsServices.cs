using Microsoft.Extensions.DependencyInjection;

namespace Followup.Completions;

public static class CompletionsServices
{
    public static IServiceCollection AddCompletions(this IServiceCollection services) =>
        services
            .AddSingleton<CompletionRecords>()
            .AddSingleton<EarlierFollowups>()
            .AddSingleton<CompletionWithdrawal>()
            .AddSingleton<CompletionIntake>();
}
