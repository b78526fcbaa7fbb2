using System.Buffers;
using Followup.LocalStorage.Errors;
using Microsoft.AspNetCore.Http;

namespace Followup.LocalStorage.Wire;

internal static class Bodies
{
    /// <exception cref="RefusedException">It is too large; it was still read, or the client would see a broken connection.</exception>
    public static async Task<byte[]> ReadAsync(HttpRequest request, int most, CancellationToken ct)
    {
        var reader = request.BodyReader;
        while (true)
        {
            var read = await reader.ReadAsync(ct);
            if (read.Buffer.Length > most)
            {
                reader.AdvanceTo(read.Buffer.End);
                await request.Body.CopyToAsync(Stream.Null, ct);
                throw new RefusedException(Refusal.RequestBodyTooLarge);
            }
            if (read.IsCompleted)
            {
                var body = read.Buffer.ToArray();
                reader.AdvanceTo(read.Buffer.End);
                return body;
            }
            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }
}
