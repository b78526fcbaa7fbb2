using Followup.Programs;
using Followup.Responses.Pages;
using Followup.Rows;
using Followup.Shared.Keys;

namespace Followup.Tests.Responses.Pages;

public sealed class PeersSoFarTests
{
    private static readonly DateTimeOffset Start = new(2026, 2, 16, 9, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(0, null)]
    [InlineData(4, null)]
    [InlineData(5, 5)]
    [InlineData(9, 5)]
    [InlineData(10, 10)]
    [InlineData(23, 20)]
    public void The_count_moves_on_by_five_so_that_nobody_reads_one_answer_out_of_two_looks(int answers, int? shown) =>
        Assert.Equal(shown, Of([.. Enumerable.Repeat<Frequency?>(Frequency.Often, answers)])?.Answers);

    [Fact]
    public void It_counts_who_reached_the_target_or_more() =>
        Assert.Equal((3, 5), Counted(Frequency.AlmostNever, Frequency.Sometimes, Frequency.Often, Frequency.AlmostAlways, Frequency.Often));

    [Fact]
    public void No_occasion_is_not_counted() =>
        Assert.Equal((5, 5), Counted(null, Frequency.Often, null, Frequency.Often, Frequency.Often, Frequency.Often, Frequency.Often));

    [Fact]
    public void The_first_to_answer_count_first_in_whatever_order_they_are_read()
    {
        Frequency?[] answers = [.. Enumerable.Repeat<Frequency?>(Frequency.Often, 5), Frequency.Rarely];

        Assert.Equal(5, PeersSoFar.Of(Program, Enumerable.Reverse(InOrder(answers))).Outcomes[0].AtTarget);
    }

    private static ProgramDefinition Program => new("P", [Samples.CheckFacts]);

    private static OutcomeSoFar? Of(params Frequency?[] answers) =>
        PeersSoFar.Of(Program, InOrder(answers)).Outcomes.SingleOrDefault();

    private static (int, int) Counted(params Frequency?[] answers) => (Of(answers)!.AtTarget, Of(answers)!.Answers);

    private static IEnumerable<(DateTimeOffset, Answers)> InOrder(Frequency?[] answers) =>
        answers.Select((frequency, i) => (Start.AddMinutes(i), new Answers([new("check-facts", frequency)], [])));
}
