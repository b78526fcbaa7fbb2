using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Followup.Mailing.Mails;

/// <summary>Settings under <c>Mail</c>: who the mails come from.</summary>
public sealed class MailOptions
{
    [Required, EmailAddress]
    public string FromAddress { get; set; } = "";

    /// <summary>The name people see: best that of the team that trains them.</summary>
    [Required]
    public string FromName { get; set; } = "Learning & Development";
}

[OptionsValidator]
internal sealed partial class MailOptionsValidator : IValidateOptions<MailOptions>;
