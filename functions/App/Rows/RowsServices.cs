using Microsoft.Extensions.DependencyInjection;

namespace Followup.Rows;

public static class RowsServices
{
    public static IServiceCollection AddRows(this IServiceCollection services) =>
        services
            .AddSingleton<InvitationStore>()
            .AddSingleton<ResponseStore>()
            .AddSingleton<WorklistStore>()
            .AddSingleton<ProgramRows>()
            .AddSingleton<ChangedMonths>();
}
