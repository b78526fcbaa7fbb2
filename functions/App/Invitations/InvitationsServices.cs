using Microsoft.Extensions.DependencyInjection;

namespace Followup.Invitations;

public static class InvitationsServices
{
    public static IServiceCollection AddInvitations(this IServiceCollection services) => services;
}
