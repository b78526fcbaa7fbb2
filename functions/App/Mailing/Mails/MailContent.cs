using Followup.Cards;
using Followup.Shared.Keys;
using Followup.Shared.Languages;

namespace Followup.Mailing.Mails;

/// <summary>What a mail says: a <see cref="CheckInMail"/> to a learner, or a <see cref="ManagerDigest"/>.</summary>
public abstract class MailContent(MailFacts facts)
{
    public MailFacts Facts => facts;

    /// <summary>The card whose first question the mail asks.</summary>
    public Card First => facts.Cards[0];

    public string Subject => SubjectLine.Of(SubjectAbout, [.. SubjectWords.Select(InSubject)]);

    /// <summary>What mail programs show beside the subject.</summary>
    public abstract string Preheader { get; }

    public string Hello => Words["hello", facts.Greeting];

    public abstract string Lead { get; }

    public abstract string Question { get; }

    /// <summary>The behaviors that the question is about; none where it names them itself.</summary>
    public abstract IEnumerable<string> Behaviors { get; }

    /// <summary>The first question's answers, each with a link that only fills it in.</summary>
    public IEnumerable<(string Text, Uri Link)> Answers =>
        from value in AnswerForm.FirstValues(First.Program.Definition, Audience)
        select (Words[WordsKeyOf(value)], new Uri($"{facts.Page}?card={First.Name}&first={value}"));

    /// <summary>The heading above the other cards.</summary>
    public abstract string Also { get; }

    /// <summary>The cards on the page that the mail does not ask about itself.</summary>
    public IEnumerable<string> Others => facts.Cards.Skip(1).Select(TextOfOther);

    public string WhoSees => facts.Brand.WhoSees(Words, Audience);

    public string OpenUntil => Words["open-until", LastDay];

    public string WhyYou => Words["why-you", facts.From];

    protected abstract Audience Audience { get; }

    /// <summary>What an invitation's subject names: a title, or a learner.</summary>
    protected abstract string SubjectAbout { get; }

    /// <summary>The keys of its words; a later one where an earlier leaves too little room.</summary>
    protected abstract IEnumerable<string> SubjectWords { get; }

    protected Words Words => facts.Words;

    protected string LastDay => Words.Language.WeekdayAndDate(facts.LastDay);

    protected bool HasOneCard => facts.Cards.Count == 1;

    /// <summary>A check-in to a learner, a digest to a manager.</summary>
    public static MailContent To(Audience audience, MailFacts facts) =>
        audience == Audience.Learner ? new CheckInMail(facts) : new ManagerDigest(facts);

    /// <param name="value">Of the first question.</param>
    protected abstract string WordsKeyOf(string value);

    protected abstract string TextOfOther(Card card);

    private Func<string, string> InSubject(string wordsKey) => about => facts.Kind switch
    {
        MailKind.Reminder => Words["reminder", Words[wordsKey, about]],
        MailKind.AsYouAsked => Words["as-you-asked", Words[wordsKey, about]],
        _ => Words[wordsKey, about],
    };

    protected string Finished(Card card) =>
        Words["finished-on", card.Text.Title, Words.Language.Date(card.Invitation.Followup.CompletedOn)];
}
