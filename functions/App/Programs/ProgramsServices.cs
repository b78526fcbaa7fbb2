using Microsoft.Extensions.DependencyInjection;

namespace Followup.Programs;

public static class ProgramsServices
{
    public static IServiceCollection AddPrograms(this IServiceCollection services) =>
        services.AddSingleton<ProgramStore>().AddSingleton<ProgramHistory>().AddSingleton<WaitingFollowups>().AddSingleton<AliasUses>();
}
