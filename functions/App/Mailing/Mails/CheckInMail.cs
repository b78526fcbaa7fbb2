using Followup.Cards;
using Followup.Shared.Keys;

namespace Followup.Mailing.Mails;

/// <summary>The mail to a learner: was there an occasion to use what was learned? Its page has a card for each program.</summary>
public sealed class CheckInMail(MailFacts facts) : MailContent(facts)
{
    public override string Preheader => Words["learner.preheader", LastDay];

    public override string Lead => HasOneCard ? Words["learner.lead", First.Text.Title] : Words["learner.lead.many"];

    public override string Question => HasOneCard ? Words["learner.occasion"] : Words["learner.occasion.in", First.Text.Title];

    public override IEnumerable<string> Behaviors => [];

    public override string Also => Words["learner.also"];

    protected override Audience Audience => Audience.Learner;

    protected override string SubjectAbout => First.Text.Title;

    protected override IEnumerable<string> SubjectWords => [HasOneCard ? "learner.subject" : "learner.subject.many"];

    protected override string WordsKeyOf(string value) => $"learner.occasion.{value}";

    protected override string TextOfOther(Card card) => Finished(card);
}
