using System.Text.RegularExpressions;
using System.Xml.Linq;
using Followup.LocalStorage.Errors;
using Followup.LocalStorage.Wire;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Followup.LocalStorage.Blobs;

/// <summary>
/// The part of Blob Storage that a client needs to write, list, read and delete block blobs:
/// https://learn.microsoft.com/rest/api/storageservices/blob-service-rest-api
/// </summary>
internal sealed partial class BlobRequests(Account account, BlobFiles files, ILogger<BlobRequests> log)
{
    // A condition that is passed over would be a write, or a read, that its caller did not want.
    private static readonly string[] NotHeeded = ["If-Modified-Since", "If-Unmodified-Since", "x-ms-if-tags", "x-ms-lease-id"];

    private readonly ContainerRequests containers = new(files);
    private readonly BlobUploads uploads = new(files);

    public async Task HandleAsync(HttpContext http)
    {
        Answers.Start(http);
        try
        {
            var target = RequestTarget.Of(http);
            if (!account.HasSignedBlobs(http.Request, target)) throw new RefusedException(Refusal.AuthenticationFailed);
            var refusal = await DispatchAsync(http, target.Resource(account), http.RequestAborted);
            if (refusal is not null) await Answers.WriteXmlErrorAsync(http, refusal);
        }
        catch (RefusedException refused)
        {
            await Answers.WriteXmlErrorAsync(http, refused.Refusal);
        }
        catch (Exception) when (http.RequestAborted.IsCancellationRequested)
        {
            // nobody waits for an answer
        }
        catch (Exception e)
        {
            Log.Failed(log, http.Request.Method, e);
            if (!http.Response.HasStarted) await Answers.WriteXmlErrorAsync(http, Refusal.InternalError);
            else http.Abort();
        }
    }

    private async Task<Refusal?> DispatchAsync(HttpContext http, string resource, CancellationToken ct)
    {
        var query = http.Request.Query;
        var (method, kind, comp) = (http.Request.Method, query["restype"].ToString(), query["comp"].ToString());
        if (resource.Length == 0)
        {
            if ((method, kind, comp) is not ("GET", "service", "properties")) return Refusal.NotImplemented;
            await Answers.WriteXmlAsync(http, StatusCodes.Status200OK, new XElement("StorageServiceProperties"));
            return null;
        }
        if (HasOtherConditions(http.Request)) return Refusal.NotImplemented;
        var slash = resource.IndexOf('/', StringComparison.Ordinal);
        var container = slash < 0 ? resource : resource[..slash];
        if (!IsContainerName().IsMatch(container)) return Refusal.InvalidResourceName;
        return (method, kind, comp, slash < 0 ? null : resource[(slash + 1)..]) switch
        {
            (_, "container", _, null) => await containers.HandleAsync(http, container, comp),
            ("PUT", "", _, { Length: > 0 } blob) => await uploads.HandleAsync(http, container, blob, comp, ct),
            ("GET" or "HEAD", "", "", { Length: > 0 } blob) => await ReadAsync(http, container, blob, ct),
            ("DELETE", "", "", { Length: > 0 } blob) => await DeleteAsync(http, container, blob),
            _ => Refusal.NotImplemented,
        };
    }

    private static bool HasOtherConditions(HttpRequest request) =>
        NotHeeded.Any(request.Headers.ContainsKey)
        || request.Headers.IfNoneMatch.Count > 0 && !(request.Method == "PUT" && request.Headers.IfNoneMatch == "*");

    private async Task<Refusal?> ReadAsync(HttpContext http, string container, string name, CancellationToken ct)
    {
        if (files.Catalog.FindContainer(container) is null) return Refusal.ContainerNotFound;
        if (files.Open(container, name) is not var (blob, content)) return Refusal.BlobNotFound;
        await using (content)
        {
            // what is read in several ranges must be of one content
            return http.Request.Headers.IfMatch is [{ } etag] && etag != "*" && etag != blob.ETag
                ? Refusal.ConditionNotMet
                : await BlobAnswers.WriteAsync(http, blob, content, ct);
        }
    }

    private async Task<Refusal?> DeleteAsync(HttpContext http, string container, string blob)
    {
        if (http.Request.Headers.IfMatch.Count > 0) return Refusal.NotImplemented;
        if (files.Catalog.FindContainer(container) is null) return Refusal.ContainerNotFound;
        var refusal = await files.DeleteAsync(container, blob);
        if (refusal is null) http.Response.StatusCode = StatusCodes.Status202Accepted;
        return refusal;
    }

    [GeneratedRegex(@"^(?=.{3,63}\z)[a-z0-9]+(-[a-z0-9]+)*\z")]
    private static partial Regex IsContainerName();

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "A {Method} of the blobs failed.")]
        public static partial void Failed(ILogger logger, string method, Exception e);
    }
}
