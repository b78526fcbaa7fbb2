using System.Text.Json;

namespace Followup.Shared.Hr;

/// <summary>
/// The person who is signed in, as App Service Authentication says it in the header X-MS-CLIENT-PRINCIPAL: base64 of JSON with claims.
/// https://learn.microsoft.com/azure/app-service/configure-authentication-user-identities
/// </summary>
/// <param name="Id">The directory's id of the person: no name, so it may stand in logs.</param>
public sealed record Principal(string Id, IReadOnlySet<string> Roles)
{
    public const string Header = "X-MS-CLIENT-PRINCIPAL";

    private const string ObjectId = "http://schemas.microsoft.com/identity/claims/objectidentifier";

    /// <summary>Null for what is no principal.</summary>
    public static Principal? TryParse(string header)
    {
        try
        {
            using var json = JsonDocument.Parse(Convert.FromBase64String(header));
            var roleType = json.RootElement.TryGetProperty("role_typ", out var member) ? member.GetString() : null;
            var claims = json.RootElement.GetProperty("claims").EnumerateArray()
                .Select(claim => (Type: claim.GetProperty("typ").GetString(), Value: claim.GetProperty("val").GetString() ?? ""))
                .ToList();
            var id = claims.FirstOrDefault(claim => claim.Type is ObjectId or "oid").Value ?? "unknown";
            var roles = claims
                .Where(claim => claim.Type == "roles" || claim.Type == roleType)
                .Select(claim => claim.Value);
            return new(id, roles.ToHashSet(StringComparer.Ordinal));
        }
        catch (Exception e) when (e is FormatException or JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>The header's value for a person with these roles.</summary>
    public static string Encode(string id, params IEnumerable<string> roles)
    {
        var claims = roles.Select(role => new { typ = "roles", val = role });
        var principal = new
        {
            auth_typ = "aad",
            claims = claims.Prepend(new { typ = ObjectId, val = id }),
            name_typ = "name",
            role_typ = "roles",
        };
        return Convert.ToBase64String(JsonSerializer.SerializeToUtf8Bytes(principal));
    }
}
