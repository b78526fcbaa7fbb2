using Followup.Cards;
using Followup.Programs;
using Followup.Rows;
using Followup.Shared.Keys;
using Followup.Shared.Languages;
using NodaTime;

namespace Followup.Previews;

/// <summary>Cards of a program as people would get them today, about people who do not exist.</summary>
public static class SampleCards
{
    private static readonly string[] Names = ["Alex Morgan", "Kim Tanaka", "Sam Rivera"];

    public static MailingKey Mailing(Audience audience, LocalDate today) => new(today, audience, PersonKey.Of("preview"));

    /// <summary>One card for the learner, three for the manager.</summary>
    public static IReadOnlyList<Card> Of(StoredProgram program, Audience audience, Words words, LocalDate today)
    {
        var mailing = Mailing(audience, today);
        var count = audience == Audience.Learner ? 1 : Names.Length;
        return [.. Names.Take(count).Select(name => Of(program, name, mailing, words))];
    }

    private static Card Of(StoredProgram program, string name, MailingKey mailing, Words words)
    {
        var wave = program.Definition.Waves[0];
        var sinceCompletion = Wave.IsByTheClock(wave) ? Period.Zero : Wave.Parse(wave);
        var row = new InvitationRow
        {
            PartitionKey = mailing.Partition,
            RowKey = mailing.InvitationRow(program.Id, PersonKey.Of(name), wave),
            CompletedOn = LocalDateText.Iso(mailing.DueOn - sinceCompletion),
            State = InvitationState.Sent,
        };
        return new(row, program, program.Definition.In(words.Language), name, FormValues.Empty, Saved: false)
        {
            LearnerShortName = name.Split(' ')[0],
        };
    }
}
