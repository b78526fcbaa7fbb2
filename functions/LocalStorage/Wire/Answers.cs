using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using Followup.LocalStorage.Errors;
using Microsoft.AspNetCore.Http;

namespace Followup.LocalStorage.Wire;

/// <summary>Headers and bodies that answers have in common.</summary>
internal static class Answers
{
    public const string Json = "application/json;odata=minimalmetadata;streaming=true;charset=utf-8";

    public static void Start(HttpContext http)
    {
        var (request, response) = (http.Request.Headers, http.Response.Headers);
        response["x-ms-request-id"] = Guid.NewGuid().ToString();
        response["x-ms-version"] = request["x-ms-version"];
        if (request.TryGetValue("x-ms-client-request-id", out var id)) response["x-ms-client-request-id"] = id;
    }

    public static Task WriteAsync(HttpContext http, int status, string contentType, ReadOnlyMemory<byte> body)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = contentType;
        http.Response.ContentLength = body.Length;
        return http.Response.Body.WriteAsync(body, http.RequestAborted).AsTask();
    }

    public static Task WriteXmlAsync(HttpContext http, int status, XElement body) =>
        WriteAsync(http, status, "application/xml", Encoding.UTF8.GetBytes($"<?xml version=\"1.0\" encoding=\"utf-8\"?>{body}"));

    /// <summary>The error of tables.</summary>
    public static Task WriteJsonErrorAsync(HttpContext http, Refusal refusal)
    {
        http.Response.Headers["x-ms-error-code"] = refusal.Code;
        return WriteAsync(http, refusal.Status, Json, JsonError(refusal));
    }

    public static byte[] JsonError(Refusal refusal)
    {
        var message = new { lang = "en-US", value = refusal.Message };
        var error = new Dictionary<string, object> { ["odata.error"] = new { code = refusal.Code, message } };
        return JsonSerializer.SerializeToUtf8Bytes(error);
    }

    /// <summary>The error of blobs, without a body where there may be none.</summary>
    public static Task WriteXmlErrorAsync(HttpContext http, Refusal refusal)
    {
        http.Response.Headers["x-ms-error-code"] = refusal.Code;
        http.Response.StatusCode = refusal.Status;
        if (HttpMethods.IsHead(http.Request.Method)) return Task.CompletedTask;
        var (code, message) = (new XElement("Code", refusal.Code), new XElement("Message", refusal.Message));
        return WriteXmlAsync(http, refusal.Status, new("Error", code, message));
    }

    /// <summary>RFC 9110's form of a time.</summary>
    public static string HttpDate(long ticks) => new DateTime(ticks, DateTimeKind.Utc).ToString("R", CultureInfo.InvariantCulture);
}
