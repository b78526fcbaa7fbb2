using System.Text.Json;
using Followup.Programs;
using Followup.Shared.Json;
using Followup.Shared.Keys;

namespace Followup.Tests.Programs;

public sealed class ProgramWordingTests
{
    private static readonly Outcome One = new("a", "Does it", "One sees it", Frequency.Often);
    private static readonly Outcome Other = new("b", "Does that", "One sees that", Frequency.Often);

    private static string IdOfBoth => ProgramWording.IdOf([One, Other]);

    // kept beside figures: another release that gives other ids would begin all series anew
    [Fact]
    public void The_identity_of_a_wording_stays_for_good()
    {
        Assert.Equal("4f53cda18c2baa0c", ProgramWording.IdOf([]));
        Assert.Equal("9b4568a49538b78a", IdOfBoth);
    }

    public static TheoryData<string, Outcome[], bool> Wordings => new()
    {
        { "the same again", [One, Other], true },
        { "another indicator, which is not asked", [One with { Indicator = "Else" }, Other], true },
        { "white space that is not shown", [One with { Statement = " Does\n it\u200b" }, Other], true },
        { "another statement", [One with { Statement = "Does it well" }, Other], false },
        { "another case", [One with { Statement = "does it" }, Other], false },
        { "another id", [One with { Id = "c" }, Other], false },
        { "another target", [One with { TargetFrequency = Frequency.Sometimes }, Other], false },
        { "another order", [Other, One], false },
        { "one less", [One], false },
        { "what is of one text in the other", [One with { Id = "a\",\"Does", Statement = "it" }, Other], false },
    };

    [Theory]
    [MemberData(nameof(Wordings))]
    public void A_wording_is_what_is_asked_and_from_when_on_it_counts(string what, Outcome[] outcomes, bool isSame) =>
        Assert.True(IdOfBoth == ProgramWording.IdOf(outcomes) == isSame, what);

    [Fact]
    public void A_definition_that_is_changed_has_another_identity_at_once()
    {
        var program = new ProgramDefinition("T", [One, Other]);

        Assert.Equal(IdOfBoth, program.WordingId);
        Assert.Equal(IdOfBoth, (program with { Title = "Another", Waves = ["P90D"] }).WordingId);
        Assert.Equal(ProgramWording.IdOf([One]), (program with { Outcomes = [One] }).WordingId);
    }

    // so that what an earlier release saved is no new version when it is sent again
    [Fact]
    public void A_program_that_chooses_nothing_is_stored_as_it_was_before_there_was_a_choice() => Assert.Equal(
        """
        {"title":"T","outcomes":[{"id":"a","statement":"Does it","indicator":"One sees it","targetFrequency":"often"}],"aliases":[],
        "waves":["P42D"],"maxAge":"P1Y","design":{"roleSpecific":false,"ownTools":false,"practitionerInstructor":false,"mentor":false,
        "workflow":false}}
        """.ReplaceLineEndings(""),
        JsonSerializer.Serialize(new ProgramDefinition("T", [One]), Wire.Json));
}
