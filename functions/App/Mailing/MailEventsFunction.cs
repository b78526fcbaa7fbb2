using System.Text.Json;
using Followup.Shared.Http;
using Followup.Shared.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Options;

namespace Followup.Mailing;

/// <summary>The provider's event webhook: an array of events, signed. 401 without a right signature, 204 when all are applied.</summary>
public sealed class MailEventsFunction(MailEvents events, IOptions<SendGridOptions> options)
{
    [Function("mail-events")]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/mail-events")] HttpRequest request)
    {
        var ct = request.HttpContext.RequestAborted;
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, ct);
        if (options.Value.EventPublicKey is not { Length: > 0 } key
            || !MailEventSignature.Verify(
                key, request.Headers[MailEventSignature.SignatureHeader], request.Headers[MailEventSignature.TimestampHeader], body.GetBuffer().AsSpan(0, (int)body.Length)))
            return TypedResults.Unauthorized();

        MailEvent[] said;
        try
        {
            said = JsonSerializer.Deserialize<MailEvent[]>(body.GetBuffer().AsSpan(0, (int)body.Length), Wire.Json) ?? [];
        }
        catch (JsonException e)
        {
            return Problems.BadRequest("The events could not be read.", new FieldError(e.Path ?? "$", "This is not an array of events."));
        }
        foreach (var one in said) await events.ApplyAsync(one, ct);
        return TypedResults.NoContent();
    }
}
