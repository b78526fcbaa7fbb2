using NodaTime;

namespace Followup.Invitations.Mails;

/// <summary>What goes out, in both forms.</summary>
public sealed record Mail(string Subject, string Html, string Text);

/// <summary>What a mail says.</summary>
/// <param name="LastDay">The last day on which answers are taken.</param>
public sealed record MailContent(string FirstName, IReadOnlyList<MailItem> Items, Uri Link, LocalDate LastDay, bool IsReminder);

/// <summary>One completion asked about: whose, of which program, and when.</summary>
public sealed record MailItem(string LearnerName, string ProgramTitle, LocalDate CompletedOn);
