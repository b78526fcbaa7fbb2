using System.Security.Cryptography;
using Followup.Mailing;
using Followup.Shared.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace Followup.Tests.Mailing;

public sealed class MailEventsFunctionTests
{
    private const string Signature = "X-Twilio-Email-Event-Webhook-Signature";
    private const string Timestamp = "X-Twilio-Email-Event-Webhook-Timestamp";

    [Theory]
    [InlineData(true, "AAAA", "1600112502", Signature, "It does not fit the timestamp, the body and the setting SendGrid:EventPublicKey.")]
    [InlineData(true, null, "1600112502", Signature, "This header is missing")]
    [InlineData(true, "AAAA", null, Timestamp, "This header is missing")]
    [InlineData(false, "AAAA", "1600112502", "SendGrid:EventPublicKey", "This setting is missing")]
    public async Task Events_without_a_right_signature_are_refused_with_what_is_missing(
        bool hasKey, string? signature, string? timestamp, string field, string reason)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var publicKey = Convert.ToBase64String(key.ExportSubjectPublicKeyInfo());
        var options = new SendGridOptions { EventPublicKey = hasKey ? publicKey : null };
        var http = new DefaultHttpContext();
        http.Request.Headers[Signature] = signature;
        http.Request.Headers[Timestamp] = timestamp;

        // no event gets as far as being applied
        var answer = await new MailEventsFunction(null!, Options.Create(options)).RunAsync(http.Request);

        var problem = Assert.IsType<ProblemHttpResult>(answer);
        Assert.Equal(StatusCodes.Status401Unauthorized, problem.StatusCode);
        var errors = Assert.IsAssignableFrom<IReadOnlyCollection<FieldError>>(problem.ProblemDetails.Extensions["errors"]);
        var error = Assert.Single(errors);
        Assert.Equal(field, error.Field);
        Assert.StartsWith(reason, error.Reason, StringComparison.Ordinal);
    }
}
