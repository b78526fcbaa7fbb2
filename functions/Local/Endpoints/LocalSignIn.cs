using Followup.Shared.Hr;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;

namespace Followup.Local.Endpoints;

/// <summary>
/// Stands for App Service Authentication: whoever calls on loopback is HR, with both roles. A principal that the caller sends is kept, so
/// that tests can be somebody else; the platform would overwrite it.
/// </summary>
internal sealed class LocalSignIn : IStartupFilter
{
    private static readonly string LocalHr = Principal.Encode("local-hr", HrAccess.Role, HrAccess.IdentifiedRole);

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use((http, following) =>
        {
            http.Request.Headers.TryAdd(Principal.Header, LocalHr);
            return following(http);
        });
        next(app);
    };
}
