using Followup.Cards;
using Followup.Programs;
using Followup.Rows;
using Followup.Shared.Keys;
using Followup.Shared.Languages;
using NodaTime;

namespace Followup.Tests;

/// <summary>A program, an invitation and a card to test with.</summary>
internal static class Samples
{
    public static readonly LocalDate DueOn = new(2026, 2, 16);

    public static readonly Outcome CheckFacts = new(
        "check-facts",
        "Checks AI output against a source before using it",
        "Names the source checked",
        Frequency.Often);

    public static readonly Outcome ProtectData = new(
        "protect-data",
        "Keeps customer data out of tools that are not approved for it",
        "Uses the approved assistant",
        Frequency.AlmostAlways);

    public static readonly ProgramDefinition Program = new("Evaluating AI output", [CheckFacts, ProtectData]);

    /// <summary>The program in every language but Spanish, whose readers get the texts it was written with.</summary>
    public static readonly ProgramDefinition Translated = Program with
    {
        Translations = new Dictionary<string, ProgramTexts>
        {
            ["de"] = Texts(
                "KI-Ergebnisse bewerten",
                "Prüft KI-Ergebnisse an einer Quelle, bevor sie verwendet werden",
                "Gibt Kundendaten nicht in Werkzeuge ein, die dafür nicht freigegeben sind"),
            ["fr"] = Texts(
                "Évaluer les résultats de l’IA",
                "Vérifie les résultats de l’IA auprès d’une source avant de les utiliser",
                "Ne saisit pas de données clients dans des outils non autorisés"),
            ["ja"] = Texts(
                "AIの出力を評価する",
                "AIの出力を使う前に出典で確かめている",
                "承認されていないツールに顧客データを入れていない"),
            ["ar"] = Texts(
                "تقييم مخرجات الذكاء الاصطناعي",
                "مراجعة مخرجات الذكاء الاصطناعي بالرجوع إلى مصدر قبل استخدامها",
                "عدم إدخال بيانات العملاء في أدوات غير معتمدة"),
        },
    };

    public static readonly Words English = Words.In(Language.English);

    public static readonly Answers Answered = new(
        [new("check-facts", Frequency.Often), new("protect-data", null)],
        ["no-time"],
        "Opened two of the sources.",
        "A list of approved tools.");

    private static ProgramTexts Texts(string title, string checkFacts, string protectData) =>
        new(title, new Dictionary<string, string> { ["check-facts"] = checkFacts, ["protect-data"] = protectData });

    public static MailingKey Mailing(Audience audience) => new(DueOn, audience, PersonKey.Of("m1"));

    public static Card Card(
        Audience audience,
        int number = 1,
        string name = "Ada Lovelace",
        ProgramDefinition? program = null,
        Language? language = null)
    {
        program ??= Program;
        var mailing = Mailing(audience);
        var invitation = new InvitationRow
        {
            PartitionKey = mailing.Partition,
            RowKey = mailing.InvitationRow("ai-eval", PersonKey.Of($"e{number}"), "P42D"),
            State = InvitationState.Sent,
            CompletedOn = "2026-01-05",
        };
        return new(
            invitation,
            new StoredProgram("ai-eval", 1, program),
            program.In(language ?? Language.English),
            name,
            FormValues.Empty,
            Saved: false);
    }

    /// <summary>The card as it is shown once its answers are in the table.</summary>
    public static Card Answering(this Card card, Answers answers) => card with
    {
        FormValues = FormValues.Of(answers, card.Invitation.Mailing.Audience),
        Saved = true,
    };
}
