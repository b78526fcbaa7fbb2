using System.Text;
using Followup.LocalStorage.Errors;
using Followup.LocalStorage.Store;
using Microsoft.AspNetCore.Http;

namespace Followup.LocalStorage.Wire;

/// <summary>The answer to a transaction: an answer a request in their order, or the one of the request that was refused.</summary>
internal static class BatchAnswer
{
    public static Task WriteAsync(HttpContext http, IReadOnlyList<RowWrite> writes, long[] stamps)
    {
        var parts = writes.Select((write, i) => write.Kind switch
        {
            WriteKind.Insert => Part(204, "No Content", $"Preference-Applied: return-no-content\r\nETag: {ETags.Of(stamps[i])}\r\n", ""),
            WriteKind.Delete => Part(204, "No Content", "", ""),
            _ => Part(204, "No Content", $"ETag: {ETags.Of(stamps[i])}\r\n", ""),
        });
        return WriteAsync(http, string.Concat(parts));
    }

    /// <param name="refusal">With the index of the operation in front of its text.</param>
    public static Task WriteAsync(HttpContext http, Refusal refusal)
    {
        var headers = $"x-ms-error-code: {refusal.Code}\r\nContent-Type: {Answers.Json}\r\n";
        return WriteAsync(http, Part(refusal.Status, refusal.Code, headers, Encoding.UTF8.GetString(Answers.JsonError(refusal))));
    }

    // The blank line before the status is what the client cannot do without.
    private static string Part(int status, string reason, string headers, string body) =>
        $"--changesetresponse\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\n"
        + $"HTTP/1.1 {status} {reason}\r\nX-Content-Type-Options: nosniff\r\nDataServiceVersion: 3.0;\r\n{headers}\r\n{body}\r\n";

    private static Task WriteAsync(HttpContext http, string parts) => Answers.WriteAsync(
        http,
        StatusCodes.Status202Accepted,
        "multipart/mixed; boundary=batchresponse",
        Encoding.UTF8.GetBytes(
            "--batchresponse\r\nContent-Type: multipart/mixed; boundary=changesetresponse\r\n\r\n"
            + $"{parts}--changesetresponse--\r\n--batchresponse--\r\n"));
}
