using Microsoft.AspNetCore.Http;

namespace Followup.LocalStorage.Tables;

internal static class Metadata
{
    /// <summary>The value of <c>odata.metadata</c>, which stands there for form's sake.</summary>
    public static string Of(HttpRequest request, string what) =>
        $"http://{request.Host}{request.Path.Value![..(request.Path.Value!.IndexOf('/', 1) + 1)]}$metadata#{what}";
}
