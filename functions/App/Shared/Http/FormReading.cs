using Microsoft.AspNetCore.Http;

namespace Followup.Shared.Http;

public static class FormReading
{
    /// <summary>The form that was sent; null where there is none, or where it is larger than a form of ours ever is.</summary>
    public static async Task<IFormCollection?> TryReadFormAsync(this HttpRequest request, CancellationToken ct)
    {
        try
        {
            return request.HasFormContentType ? await request.ReadFormAsync(ct) : null;
        }
        catch (Exception e) when (e is InvalidDataException or BadHttpRequestException)
        {
            return null;
        }
    }
}
