using Followup.Cards;
using Followup.Shared.Keys;

namespace Followup.Mailing.Mails;

/// <summary>
/// The mail to a manager about all reports who are due that day: how often do they show the behaviors? Its page has a card for each report
/// and program.
/// </summary>
public sealed class ManagerDigest(MailFacts facts) : MailContent(facts)
{
    public override string Preheader => Words["manager.preheader", LastDay];

    public override string Lead =>
        HasOneCard ? Words["manager.lead", First.LearnerName, First.Text.Title] : Words["manager.lead.many"];

    public override string Question => Words["manager.how-often", First.LearnerName];

    public override IEnumerable<string> Behaviors => First.Outcomes.Select(outcome => First.Text.StatementOf(outcome));

    public override string Also => Words["manager.also"];

    protected override Audience Audience => Audience.Manager;

    protected override string SubjectAbout => First.LearnerName;

    protected override IEnumerable<string> SubjectWords =>
        HasOneCard ? ["manager.subject", "manager.title"] : ["manager.subject.many", "manager.title.many"];

    protected override string WordsKeyOf(string value) => value switch
    {
        AnswerForm.Differs => "manager.differs",
        AnswerForm.NotObserved => "manager.not-observed",
        _ => $"frequency.{value}",
    };

    protected override string TextOfOther(Card card) => $"{card.LearnerName} ({Finished(card)})";
}
