using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;

namespace Followup.Shared.Hr;

/// <summary>
/// Lets in people with a role of HR. The platform takes the principal's header away from callers and sets its own, but only where its
/// authentication is switched on, which it says in WEBSITE_AUTH_ENABLED: anywhere else a caller may write any header, and nobody is let in.
/// </summary>
public sealed class HrAccess(IConfiguration settings)
{
    /// <summary>Its holders read results and work off the worklist.</summary>
    public const string Role = "followup.hr";

    /// <summary>Its holders may also export answers with the names of the people who gave them.</summary>
    public const string IdentifiedRole = "followup.hr.identified";

    public bool IsSignInOn => bool.TryParse(settings["WEBSITE_AUTH_ENABLED"], out var isOn) && isOn;

    /// <summary>200 and the person; 401 where nobody is signed in; 403, and the person, where the role is missing.</summary>
    public (int Status, Principal? Who) Check(HttpRequest request, string role = Role)
    {
        if (PrincipalOf(request) is not { } person) return (StatusCodes.Status401Unauthorized, null);
        var status = person.Roles.Contains(role) ? StatusCodes.Status200OK : StatusCodes.Status403Forbidden;
        return (status, person);
    }

    private Principal? PrincipalOf(HttpRequest request) =>
        IsSignInOn && request.Headers[Principal.Header] is [{ } header] ? Principal.TryParse(header) : null;
}
