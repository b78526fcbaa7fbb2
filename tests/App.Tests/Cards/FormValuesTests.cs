using Followup.Cards;
using Followup.Shared.Keys;
using static Followup.Tests.Cards.Forms;

namespace Followup.Tests.Cards;

public sealed class FormValuesTests
{
    [Theory]
    [InlineData(Audience.Learner, "yes", "often")]
    [InlineData(Audience.Learner, "yes", "no-occasion")]
    [InlineData(Audience.Learner, "no", null)]
    [InlineData(Audience.Manager, "differs", "often")]
    [InlineData(Audience.Manager, "differs", "not-observed")]
    [InlineData(Audience.Manager, "rarely", null)]
    [InlineData(Audience.Manager, "not-observed", null)]
    public void What_was_saved_fills_the_form_as_it_was(Audience audience, string first, string? each)
    {
        var form = each is null ? new() { ["first"] = first } : Form(each, ("first", first));

        var filled = FormValues.Of(Read(form, audience).Answers!, audience);

        Assert.Equal((first, each), (filled.First, filled.Outcomes.GetValueOrDefault("check-facts")));
    }

    [Theory]
    [InlineData(Audience.Learner, "yes", "yes")]
    [InlineData(Audience.Learner, "often", null)]
    [InlineData(Audience.Manager, "often", "often")]
    [InlineData(Audience.Manager, "<b>", null)]
    [InlineData(Audience.Manager, null, null)]
    public void A_link_fills_in_only_what_the_page_offers(Audience audience, string? first, string? filled) =>
        Assert.Equal(filled, FormValues.Preselected(first, Samples.Program, audience).First);
}
