namespace Followup.Mailing.Mails;

public enum MailKind
{
    Invitation,
    Reminder,

    /// <summary>The reminder that the recipient asked for.</summary>
    AsYouAsked,
}
