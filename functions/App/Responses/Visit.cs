using Followup.People;
using Followup.Rows;
using Followup.Shared.Keys;
using Followup.Shared.Languages;
using Microsoft.AspNetCore.Http;

namespace Followup.Responses;

/// <summary>Somebody follows the link of a mail, or posts from its page.</summary>
/// <param name="Recipient">Of the mail; null for one who is gone.</param>
/// <param name="Rows">All of the mailing.</param>
internal sealed record Visit(
    HttpRequest Request, string Token, MailingKey Mailing, PersonRow? Recipient, IReadOnlyList<InvitationRow> Rows, Words Words,
    DateTimeOffset Now)
{
    /// <summary>Those that have a card on the page. What has closed is final: it may have been counted.</summary>
    public IReadOnlyList<InvitationRow> Shown { get; } = [.. Rows.Where(row => row.IsShown && row.ClosesAt > Now)];
}
