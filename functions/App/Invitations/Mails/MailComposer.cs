using Followup.People;
using Followup.Programs;
using Followup.Shared;

namespace Followup.Invitations.Mails;

/// <summary>Writes the mail for a mailing: one to the learner, one digest to the manager.</summary>
public sealed class MailComposer(ProgramStore programs, PersonStore people, LinkTokens links, Html html)
{
    public async Task<Mail> ComposeAsync(
        MailingKey mailing, PersonRow recipient, IReadOnlyList<InvitationRow> rows, bool isReminder, CancellationToken ct)
    {
        var items = await Task.WhenAll(rows.Select(async row => new MailItem(
            mailing.Audience == Audience.Learner ? recipient.Name : (await people.FindAsync(row.LearnerKey, ct))?.Name ?? "A former colleague",
            (await programs.FindAsync(row.ProgramId, ct))!.Definition.Title,
            row.Followup.CompletedOn)));
        var content = new MailContent(
            FirstNameOf(recipient), [.. items.OrderBy(item => item.LearnerName, StringComparer.InvariantCultureIgnoreCase)],
            links.LinkTo(mailing, rows.Max(row => row.ClosesAt)), mailing.DueOn.PlusDays(Followups.DueDay.OpenDays), isReminder);
        var parameters = new Dictionary<string, object?> { ["Content"] = content };
        return mailing.Audience == Audience.Learner
            ? new(LearnerMailText.Subject(content), await html.RenderAsync<LearnerMail>(parameters), LearnerMailText.Body(content))
            : new(ManagerMailText.Subject(content), await html.RenderAsync<ManagerMail>(parameters), ManagerMailText.Body(content));
    }

    private static string FirstNameOf(PersonRow person) => person.Name.Split(' ', 2)[0];
}
