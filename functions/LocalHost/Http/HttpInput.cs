using System.Globalization;
using System.Text.Json;
using Followup.LocalHost.Rpc;
using Followup.LocalHost.Worker;
using Microsoft.AspNetCore.Http;

namespace Followup.LocalHost.Http;

internal static class HttpInput
{
    /// <summary>
    /// The request itself goes over HTTP; with the invocation come the values of its query and, winning over them, of its route, each by
    /// its name: a function's parameter of that name is bound to it.
    /// </summary>
    public static Invocation Of(HttpRequest request)
    {
        var query = request.Query.ToDictionary(value => value.Key, value => value.Value.ToString());
        var metadata = new Dictionary<string, TypedData>(StringComparer.OrdinalIgnoreCase)
        {
            ["Query"] = Json(query),
            ["Headers"] = Json(request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString())),
        };
        foreach (var (name, value) in query) metadata[name] = new() { String = value };
        foreach (var (name, value) in request.RouteValues)
            metadata[name] = new() { String = Convert.ToString(value, CultureInfo.InvariantCulture) ?? "" };
        return new(new() { Http = new() }, metadata, request.Headers.TraceParent);
    }

    private static TypedData Json<T>(T value) => new() { Json = JsonSerializer.Serialize(value) };
}
