using Followup.LocalStorage.Errors;
using Followup.LocalStorage.Store;
using Followup.LocalStorage.Wire;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Followup.LocalStorage.Tables;

/// <summary>Reading and writing one row.</summary>
internal sealed class RowRequests(Rows rows)
{
    // An entity of 1 MiB in ASCII escaped throughout (\uXXXX); no honest client sends more.
    private const int MostBytes = 6 * Members.MostBytes;

    public async Task<Refusal?> GetAsync(HttpContext http, TableAddress address, CancellationToken ct)
    {
        var (partition, row) = Keys.Read(address.Arguments!);
        var writer = new EntityWriter(Selection.Of(http.Request));
        var metadata = Metadata.Of(http.Request, $"{address.Table}/@Element");
        using var body = new PooledBuffer();
        var isFound = false;
        var refusal = rows.Find(address.Table, RowKeys.Of(partition, row), (in RowView found) =>
        {
            isFound = true;
            http.Response.Headers.ETag = ETags.Of(found.Stamp);
            writer.Write(body, found, metadata);
            return false;
        });
        if (refusal is not null || !isFound) return refusal ?? Refusal.ResourceNotFound;
        await Answers.WriteAsync(http, StatusCodes.Status200OK, Answers.Json, body.Written);
        return null;
    }

    public async Task<Refusal?> WriteAsync(HttpContext http, TableAddress address, CancellationToken ct)
    {
        using var body = await Bodies.ReadAsync(http.Request, MostBytes, ct);
        var ifMatch = http.Request.Headers.IfMatch;
        var write = address.Write(http.Request.Method, StringValues.IsNullOrEmpty(ifMatch) ? null : ifMatch.ToString(), body.Written.Span);
        var stamps = new long[1];
        if (await rows.WriteAsync(address.Table, [write], stamps, counted: false) is { } refusal) return refusal;
        http.Response.StatusCode = StatusCodes.Status204NoContent;
        if (write.Kind != WriteKind.Delete) http.Response.Headers.ETag = ETags.Of(stamps[0]);
        if (write.Kind == WriteKind.Insert) http.Response.Headers["Preference-Applied"] = "return-no-content";
        return null;
    }
}
