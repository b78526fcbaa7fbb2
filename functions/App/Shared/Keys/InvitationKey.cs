namespace Followup.Shared.Keys;

/// <summary>
/// One invitation: of a mailing, about a learner's completion of a program, in a wave. Row: <see cref="MailingKey.InvitationRow"/>.
/// </summary>
public sealed record InvitationKey(MailingKey Mailing, string ProgramId, string LearnerKey, string Wave)
{
    /// <exception cref="FormatException">They are no keys of an invitation.</exception>
    public static InvitationKey Parse(string partition, string row) =>
        row.Split('|') is [var audience, var recipient, var program, var learner, var wave]
        && MailingKey.TryParse($"{partition}|{audience}|{recipient}") is { } mailing
            ? new(mailing, program, learner, wave)
            : throw new FormatException($"'{partition}' and '{row}' are no keys of an invitation.");
}
