using Followup.Invitations;
using Followup.Programs;
using Followup.Responses;
using Followup.Shared;
using NodaTime;

namespace Followup.Tests.Responses;

/// <summary>A program, an invitation and a card to test with.</summary>
internal static class Samples
{
    public static readonly LocalDate DueOn = new(2026, 2, 16);

    public static readonly Outcome CheckFacts = new(
        "check-facts", "Checks AI output against a source before using it", "Names the source checked", Frequency.Often);

    public static readonly Outcome ProtectData = new(
        "protect-data", "Keeps customer data out of tools that are not approved for it", "Uses the approved assistant", Frequency.AlmostAlways);

    public static readonly ProgramDefinition Program = new("Evaluating AI output", [CheckFacts, ProtectData]);

    public static readonly Answers Answered = new(
        [new("check-facts", Frequency.Often), new("protect-data", null)], ["no-time"], "Opened two of the sources.", "A list of approved tools.");

    public static MailingKey Mailing(Audience audience) => new(DueOn, audience, PersonKey.Of("m1"));

    public static Card Card(Audience audience, int number = 1, string name = "Ada Lovelace", ProgramDefinition? program = null) => new(
        number,
        new InvitationRow
        {
            PartitionKey = Mailing(audience).Partition,
            RowKey = Mailing(audience).InvitationRow("ai-eval", PersonKey.Of($"e{number}"), "P42D"),
            State = InvitationState.Sent,
            CompletedOn = "2026-01-05",
        },
        new StoredProgram("ai-eval", 1, program ?? Program), name, Answers: null, Saved: false);
}
