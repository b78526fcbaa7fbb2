using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Followup.Mailing;

/// <summary>Settings under <c>SendGrid</c>.</summary>
public sealed class SendGridOptions
{
    [Required]
    public string ApiKey { get; set; } = "";

    /// <summary>The API's address; https://api.eu.sendgrid.com for subusers in the EU.</summary>
    [Required, Url]
    public string Host { get; set; } = "https://api.sendgrid.com";

    /// <summary>Verifies the provider's events: base64 SubjectPublicKeyInfo as SendGrid shows it. Without it events are refused.</summary>
    public string? EventPublicKey { get; set; }

    /// <summary>
    /// Everything is only checked by the provider and delivered to nobody: for environments that hold real people but must not mail them.
    /// </summary>
    public bool Sandbox { get; set; }

    /// <summary>Seconds to wait for the provider's answer before the outcome counts as unsettled.</summary>
    [Range(1, 100)]
    public int TimeoutSeconds { get; set; } = 30;
}

[OptionsValidator]
internal sealed partial class SendGridOptionsValidator : IValidateOptions<SendGridOptions>;
