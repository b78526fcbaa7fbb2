using System.Text;
using Followup.LocalStorage.Errors;

namespace Followup.LocalStorage.Wire;

/// <summary>One request within a transaction. The path is escaped, as in a request of its own.</summary>
internal readonly record struct BatchOperation(string Method, string Path, string? IfMatch, ReadOnlyMemory<byte> Body);

/// <summary>
/// Reads a transaction: multipart, its one part a changeset, multipart again, of HTTP requests.
/// https://learn.microsoft.com/rest/api/storageservices/performing-entity-group-transactions
/// </summary>
internal static class BatchReader
{
    private const string Boundary = "boundary=";

    private static ReadOnlySpan<byte> BlankLine => "\r\n\r\n"u8;

    /// <exception cref="RefusedException">It is something else, such as a query in a batch.</exception>
    public static List<BatchOperation> Read(ReadOnlyMemory<byte> body, string? contentType)
    {
        var outer = Parts(body, BoundaryOf(contentType ?? ""));
        if (outer.Count != 1) throw Bad();
        var (headers, changeset) = Split(outer[0]);
        var inner = Parts(changeset, BoundaryOf(headers));
        return inner.ConvertAll(part => Operation(Split(part).After));
    }

    private static BatchOperation Operation(ReadOnlyMemory<byte> request)
    {
        var (head, body) = Split(request);
        var lines = head.Split("\r\n");
        if (lines[0].Split(' ') is not [var method, var address, _]) throw Bad();
        // taken from the text, as a Uri would unescape some of it
        var authority = address.IndexOf("://", StringComparison.Ordinal) + 3;
        var path = address.IndexOf('/', authority);
        if (authority < 3 || path < 0) throw Bad();
        var query = address.IndexOf('?', path);
        var ifMatch = lines.Skip(1).Select(line => line.Split(':', 2))
            .Where(header => header.Length == 2 && header[0].Equals("If-Match", StringComparison.OrdinalIgnoreCase))
            .Select(header => header[1].Trim())
            .FirstOrDefault();
        return new(method, query < 0 ? address[path..] : address[path..query], ifMatch, body);
    }

    private static List<ReadOnlyMemory<byte>> Parts(ReadOnlyMemory<byte> body, string boundary)
    {
        var delimiter = Encoding.UTF8.GetBytes($"--{boundary}");
        var parts = new List<ReadOnlyMemory<byte>>();
        var start = body.Span.IndexOf(delimiter);
        while (start >= 0)
        {
            body = body[(start + delimiter.Length)..];
            if (body.Span.StartsWith("--"u8)) return parts;
            start = body.Span.IndexOf(delimiter);
            if (start >= 0) parts.Add(body[..start]);
        }
        throw Bad(); // no end
    }

    private static (string Head, ReadOnlyMemory<byte> After) Split(ReadOnlyMemory<byte> part)
    {
        var end = part.Span.IndexOf(BlankLine);
        return end < 0 ? throw Bad() : (Encoding.UTF8.GetString(part.Span[..end]), part[(end + BlankLine.Length)..]);
    }

    private static string BoundaryOf(string headers)
    {
        var start = headers.IndexOf(Boundary, StringComparison.OrdinalIgnoreCase);
        if (start < 0) throw Bad();
        var rest = headers.AsSpan(start + Boundary.Length);
        var end = rest.IndexOfAny("\r\n;");
        return (end < 0 ? rest : rest[..end]).Trim(" \"").ToString();
    }

    private static RefusedException Bad() => new(Refusal.InvalidInput);
}
