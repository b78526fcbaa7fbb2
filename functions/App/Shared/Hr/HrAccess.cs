using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;

namespace Followup.Shared.Hr;

/// <summary>
/// Lets in who has a role of HR. The platform takes the principal's header away from callers and sets its own, but only where its authentication is switched on, and it says
/// so in WEBSITE_AUTH_ENABLED: anywhere else the header is anybody's, and nobody is let in.
/// </summary>
public sealed class HrAccess(IConfiguration settings)
{
    /// <summary>Reads results and works off the worklist.</summary>
    public const string Role = "followup.hr";

    /// <summary>May also take away answers with the names of those who gave them.</summary>
    public const string IdentifiedRole = "followup.hr.identified";

    public bool IsSignInOn => bool.TryParse(settings["WEBSITE_AUTH_ENABLED"], out var isOn) && isOn;

    /// <summary>200 and who it is; 401 where nobody is signed in; 403 where the role is missing.</summary>
    public (int Status, Principal? Who) Check(HttpRequest request, string role = Role)
    {
        if (!IsSignInOn || request.Headers[Principal.Header] is not [{ } header] || Principal.TryParse(header) is not { } who) return (StatusCodes.Status401Unauthorized, null);
        return who.Roles.Contains(role) ? (StatusCodes.Status200OK, who) : (StatusCodes.Status403Forbidden, who);
    }
}
