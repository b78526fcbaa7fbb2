using Followup.Cards;
using Followup.Mailing.Mails;
using Followup.Shared.Branding;
using Followup.Shared.Keys;
using Followup.Shared.Languages;

namespace Followup.Tests.Mailing;

public sealed class SubjectTests
{
    private static readonly string[] Titles =
    [
        "Evaluating AI output", "A", new('x', 300), string.Join(' ', Enumerable.Repeat("word", 60)),
        "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft im Überblick für alle",
        string.Concat(Enumerable.Repeat("👩🏽‍💻", 40)), string.Concat(Enumerable.Repeat("e\u0301", 100)), new('研', 100),
        "تقييم مخرجات الذكاء الاصطناعي والتحقق منها بالرجوع إلى المصادر قبل استخدامها في العمل اليومي مع العملاء",
        "One\r\nBcc: two\u2028three\tfour", $"{new string('a', 40)}, {new string('b', 40)}",
    ];

    private static readonly string[] Names =
    [
        "Anna Schmidt", "Anna Schmidt (Claims)", "Bo", "Sigríður Aðalheiður Jónsdóttir", "María del Carmen Núñez de la Torre y Fernández",
        new('山', 90),
    ];

    public static TheoryData<string, Audience, MailKind> All =>
        [.. from language in Language.All
            from audience in Enum.GetValues<Audience>()
            from kind in Enum.GetValues<MailKind>()
            select (language.Tag, audience, kind)];

    [Theory]
    [MemberData(nameof(All))]
    public void Subjects_are_one_line_below_78_characters(string tag, Audience audience, MailKind kind)
    {
        foreach (var about in audience == Audience.Learner ? Titles : Names)
        {
            foreach (var count in new[] { 1, 2 })
            {
                var subject = Subject(tag, audience, kind, about, count);

                Assert.InRange(subject.Length, 1, 77);
                Assert.DoesNotContain(subject, char.IsControl);
                Assert.DoesNotContain('\u2028', subject);
                Assert.Equal(subject, string.Concat(subject.EnumerateRunes())); // no half of a character
            }
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_managers_subject_has_the_learners_name(string tag, Audience audience, MailKind kind)
    {
        if (audience == Audience.Manager) Assert.Contains("Anna Schmidt (Claims)", Subject(tag, audience, kind, "Anna Schmidt (Claims)"));
    }

    [Theory]
    [InlineData("en", Audience.Learner, MailKind.Invitation, "Evaluating AI output", "How is it going since “Evaluating AI output”?")]
    [InlineData("en", Audience.Learner, MailKind.Reminder, "Evaluating AI output",
        "Reminder: How is it going since “Evaluating AI output”?")]
    [InlineData("en", Audience.Learner, MailKind.Invitation, "Evaluating and documenting the output of AI assistants in claims handling",
        "How is it going since “Evaluating and documenting the output of AI…”?")]
    [InlineData("de", Audience.Learner, MailKind.AsYouAsked, "Ergebnisse von KI-Assistenten bewerten, belegen und dokumentieren",
        "Wie gewünscht: Wie läuft es seit „Ergebnisse von KI-Assistenten bewerten…“?")]
    [InlineData("ja", Audience.Learner, MailKind.Invitation, "One\nTwo", "「One Two」のその後はいかがですか")]
    [InlineData("en", Audience.Manager, MailKind.Invitation, "Ada Lovelace",
        "What do you see in Ada Lovelace’s work since the training?")]
    [InlineData("de", Audience.Manager, MailKind.AsYouAsked, "Ada Lovelace",
        "Wie gewünscht: Was sehen Sie bei der Arbeit von Ada Lovelace?")]
    public void What_a_subject_names_is_shortened_at_the_end_of_a_word(
        string tag, Audience audience, MailKind kind, string about, string subject) =>
        Assert.Equal(subject, Subject(tag, audience, kind, about));

    [Theory]
    [InlineData("👩🏽‍💻")]
    [InlineData("e\u0301")]
    [InlineData("𠮷")]
    public void What_reads_as_one_character_is_cut_before_or_behind(string character)
    {
        var subject = Subject("en", Audience.Learner, MailKind.Invitation, string.Concat(Enumerable.Repeat(character, 60)));

        Assert.Matches($"^How is it going since “(?:{character})+…”\\?$", subject);
    }

    [Fact]
    public void Of_words_that_are_too_long_themselves_nothing_is_cut()
    {
        var words = new string('w', 90);

        Assert.Equal($"{words} A title…", SubjectLine.Of("A title that goes on", [about => $"{words} {about}"]));
        Assert.Equal("short A title", SubjectLine.Of("A title", [about => words + about, about => $"short {about}"]));
    }

    private static string Subject(string tag, Audience audience, MailKind kind, string about, int count = 1)
    {
        var language = Language.Find(tag)!;
        List<Card> cards =
        [
            .. Enumerable.Range(1, count).Select(number => audience == Audience.Learner
                ? Samples.Card(audience, number, program: Samples.Program with { Title = about }, language: language)
                : Samples.Card(audience, number, about, language: language)),
        ];
        var facts = new MailFacts(
            kind, Words.In(language), new Brand(), "L&D", "Robin", cards,
            new("https://f.example/s/t"), new("https://f.example/u/t"), Samples.DueOn);
        return MailContent.To(audience, facts).Subject;
    }
}
