using Followup.LocalStorage.Errors;
using Microsoft.AspNetCore.Http;

namespace Followup.LocalStorage.Wire;

internal static class Bodies
{
    /// <exception cref="RefusedException">It is too large; it was still read, or the client would see a broken connection.</exception>
    public static async Task<PooledBuffer> ReadAsync(HttpRequest request, int most, CancellationToken ct)
    {
        var body = new PooledBuffer();
        try
        {
            int read;
            while ((read = await request.Body.ReadAsync(body.GetMemory(), ct)) > 0)
            {
                body.Advance(read);
                if (body.Count <= most) continue;
                await request.Body.CopyToAsync(Stream.Null, ct);
                throw new RefusedException(Refusal.RequestBodyTooLarge);
            }
            return body;
        }
        catch
        {
            body.Dispose();
            throw;
        }
    }
}
