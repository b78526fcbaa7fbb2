using System.Text.Json.Serialization;

namespace Followup.Local.Mail;

/// <summary>A mail that was handed to the catcher, as <c>/_local/mails</c> tells it.</summary>
public sealed record CaughtMail(
    string Id,
    DateTimeOffset SentAt,
    string To,
    string? ToName,
    string From,
    string? FromName,
    string Subject,
    string Html,
    string Text,
    IReadOnlyDictionary<string, string> Headers,
    IReadOnlyDictionary<string, string> CustomArgs,
    IReadOnlyList<string> Links)
{
    /// <summary>
    /// SendGrid takes an unquoted comma or semicolon in a recipient's name for the end of an address, and drops the mail as one to an
    /// invalid address: https://github.com/sendgrid/sendgrid-csharp/issues/268, https://github.com/sendgrid/docs/pull/2452
    /// </summary>
    [JsonIgnore]
    public bool IsDropped => ToName?.IndexOfAny([',', ';']) >= 0 && ToName is not ['"', .., '"'];
}
