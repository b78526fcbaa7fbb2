using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Followup.Shared.Http;

public static class JsonBody
{
    /// <summary>The request's body as JSON, or what is wrong with it and where.</summary>
    public static async Task<(JsonDocument? Json, FieldError? Error)> ReadJsonAsync(this HttpRequest request, CancellationToken ct)
    {
        try
        {
            return (await JsonDocument.ParseAsync(request.Body, cancellationToken: ct), null);
        }
        catch (JsonException e)
        {
            return (null, new("$", $"This is not JSON: see line {e.LineNumber + 1}, position {e.BytePositionInLine + 1}."));
        }
        catch (BadHttpRequestException)
        {
            return (null, Problems.TooLarge);
        }
    }
}
