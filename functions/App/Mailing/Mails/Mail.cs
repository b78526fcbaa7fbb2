namespace Followup.Mailing.Mails;

/// <summary>A mail as it goes out, as HTML and as plain text.</summary>
/// <param name="Stop">Where the recipient stops such mails, by a page or by one click of the mail program.</param>
public sealed record Mail(string Subject, string Html, string Text, Uri Stop);
