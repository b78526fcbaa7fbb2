using NodaTime;
using NodaTime.Text;

namespace Followup.Shared.Keys;

/// <summary>
/// All that one recipient is asked on one day as one audience: one mail, one link, one page. Its invitations are one key range of one
/// partition.
/// </summary>
public sealed record MailingKey(LocalDate DueOn, Audience Audience, string RecipientKey)
{
    public string Partition => LocalDatePattern.Iso.Format(DueOn);

    /// <summary>What the row keys of its invitations begin with.</summary>
    public string RowPrefix => $"{Audience.ToKey()}|{RecipientKey}|";

    /// <summary>The row key of one of its invitations.</summary>
    public string InvitationRow(string programId, string learnerKey, string wave) => $"{RowPrefix}{programId}|{learnerKey}|{wave}";

    /// <summary>As printed in logs, links and the mail provider's arguments, for example <c>2026-02-16|manager|3f0c…</c>.</summary>
    public override string ToString() => $"{Partition}|{Audience.ToKey()}|{RecipientKey}";

    public static MailingKey? TryParse(string text)
    {
        if (text.Split('|') is not [var day, var audienceKey, { Length: > 0 } recipient]) return null;
        if (!LocalDatePattern.Iso.Parse(day).TryGetValue(default, out var dueOn)) return null;
        return AudienceKey.TryParse(audienceKey) is { } audience ? new(dueOn, audience, recipient) : null;
    }
}
