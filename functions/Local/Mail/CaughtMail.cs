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
    IReadOnlyList<string> Links);
