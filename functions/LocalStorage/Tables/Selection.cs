using Microsoft.AspNetCore.Http;

namespace Followup.LocalStorage.Tables;

internal static class Selection
{
    /// <summary>The names in <c>$select</c>; null for all properties.</summary>
    public static IReadOnlyList<string>? Of(HttpRequest request)
    {
        var names = request.Query["$select"].ToString().Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return names.Length == 0 || names.Contains("*") ? null : [.. names.Distinct()];
    }
}
