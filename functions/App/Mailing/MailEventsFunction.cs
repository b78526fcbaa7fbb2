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
        if (Doubt(request.Headers, body.GetBuffer().AsSpan(0, (int)body.Length)) is { } doubt)
            return Problems.Unauthorized("The events are not signed as they must be.", doubt);

        MailEvent[] received;
        try
        {
            received = JsonSerializer.Deserialize<MailEvent[]>(body.GetBuffer().AsSpan(0, (int)body.Length), Wire.Json) ?? [];
        }
        catch (JsonException e)
        {
            return Problems.BadRequest("The events could not be read.", new FieldError(e.Path ?? "$", "This is not an array of events."));
        }
        await events.ApplyAsync(received, ct);
        return TypedResults.NoContent();
    }

    /// <summary>Why the events are not believed; null where the provider signed them.</summary>
    private FieldError? Doubt(IHeaderDictionary headers, ReadOnlySpan<byte> body)
    {
        const string Setting = "SendGrid:EventPublicKey";
        if (options.Value.EventPublicKey is not { Length: > 0 } key)
        {
            return new(
                Setting,
                "This setting is missing: the public key that SendGrid shows for its signed event webhook. Without it no event is taken.");
        }
        foreach (var header in (string[])[MailEventSignature.SignatureHeader, MailEventSignature.TimestampHeader])
        {
            if (string.IsNullOrEmpty(headers[header]))
                return new(header, "This header is missing; switch the signature of the event webhook on.");
        }
        string? signature = headers[MailEventSignature.SignatureHeader], timestamp = headers[MailEventSignature.TimestampHeader];
        return MailEventSignature.Verify(key, signature, timestamp, body)
            ? null
            : new(MailEventSignature.SignatureHeader, $"It does not fit the timestamp, the body and the setting {Setting}.");
    }
}
