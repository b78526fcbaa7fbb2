using System.Text.Json.Serialization;

namespace Followup.Mailing;

/// <summary>
/// What the provider says became of a mail. Only what we use: its <c>reason</c> and <c>email</c> hold addresses and are not read.
/// </summary>
/// <param name="Mailing">Our custom argument; null on events of mails that are not ours.</param>
/// <param name="Attempt">Our custom argument: which claim, or which reminder.</param>
/// <param name="Status">The receiving server's enhanced status code (RFC 3463), such as 5.1.1.</param>
public sealed record MailEvent(
    string Event, string? Mailing = null, string? Attempt = null, string? Status = null,
    [property: JsonPropertyName("sg_message_id")] string? MessageId = null);
