using Followup.Programs;
using Followup.Responses;
using Followup.Results;
using Followup.Shared;

namespace Followup.Tests.Results;

public sealed class ProgramFiguresTests
{
    private static readonly ProgramDefinition Program = new("Evaluating AI output",
    [
        new("a", "Does a", "-", Frequency.Often),
        new("b", "Does b", "-", Frequency.AlmostAlways),
        new("c", "Does c", "-", Frequency.Sometimes),
    ]);

    [Theory]
    [InlineData(Frequency.Rarely, false)]
    [InlineData(Frequency.Sometimes, false)]
    [InlineData(Frequency.Often, true)]
    [InlineData(Frequency.AlmostAlways, true)]
    public void An_answer_counts_from_the_target_frequency_on(Frequency frequency, bool counts)
    {
        var figures = Observed(Five(Answer(frequency, null, null)));

        Assert.Equal(new Rate(5, false, counts ? 5 : 0, counts ? 1 : 0, figures.Outcomes[0].Observed.Low, figures.Outcomes[0].Observed.High), figures.Outcomes[0].Observed);
    }

    [Fact]
    public void Not_observed_is_missing_never_zero()
    {
        var figures = Observed([.. Five(Answer(Frequency.Often, null, null)), Answer(null, null, null), Answer(null, null, null)]);

        Assert.Equal((5, 1.0), (figures.Outcomes[0].Observed.N, figures.Outcomes[0].Observed.Share));
        Assert.Equal(0, figures.Outcomes[1].Observed.N);
        Assert.Null(figures.Outcomes[1].Observed.Share);
        Assert.Equal(5, figures.Headline.Observed.N);
    }

    [Theory]
    [InlineData(Frequency.Often, Frequency.AlmostAlways, Frequency.Rarely, 1.0)] // two of three
    [InlineData(Frequency.Often, Frequency.Often, Frequency.Rarely, 0.0)] // one of three
    [InlineData(Frequency.Often, Frequency.Often, null, 1.0)] // one of two is half
    [InlineData(null, null, Frequency.Rarely, 0.0)] // none of one
    public void The_headline_asks_for_at_least_half_of_what_was_observed(Frequency? a, Frequency? b, Frequency? c, double share) =>
        Assert.Equal(share, Observed(Five(Answer(a, b, c))).Headline.Observed.Share);

    [Fact]
    public void The_gap_is_reported_minus_observed()
    {
        var (all, none) = (Answer(Frequency.AlmostAlways, null, null), Answer(Frequency.Rarely, null, null));
        var figures = ProgramFigures.Of(Program, learners: [.. Five(all), none, none, none], managers: [.. Five(all), .. Five(none)]);

        Assert.Equal(0.625, figures.Headline.Reported.Share);
        Assert.Equal(0.5, figures.Headline.Observed.Share);
        Assert.Equal(0.125, figures.Headline.Gap);
    }

    [Fact]
    public void Fewer_than_five_are_hidden_and_so_is_the_gap_that_would_tell_them()
    {
        var figures = ProgramFigures.Of(Program, Five(Answer(Frequency.Often, null, null)), Five(Answer(Frequency.Often, null, null))[..4]);

        Assert.Equal(new Rate(4, Hidden: true, null, null, null, null), figures.Headline.Observed);
        Assert.Equal(new Rate(4, Hidden: true, null, null, null, null), figures.Outcomes[0].Observed);
        Assert.False(figures.Headline.Reported.Hidden);
        Assert.Null(figures.Headline.Gap);
    }

    [Fact]
    public void Nobody_asked_is_not_defined_rather_than_zero()
    {
        var figures = ProgramFigures.Of(Program, [], []);

        Assert.Null(figures.Headline.Observed.Share);
        Assert.Null(figures.Headline.Gap);
        Assert.All(figures.Outcomes, outcome => Assert.Null(outcome.Reported.Share));
    }

    [Fact]
    public void Answers_about_a_behavior_that_is_no_longer_asked_do_not_count()
    {
        var old = new Answers([new("a", Frequency.Often), new("dropped", Frequency.AlmostAlways), new("dropped-too", Frequency.AlmostAlways)], []);
        var figures = Observed(Five(old));

        Assert.Equal(["a", "b", "c"], figures.Outcomes.Select(outcome => outcome.Id));
        Assert.Equal(1, figures.Headline.Observed.Share);
    }

    private static ProgramFigures Observed(Answers[] managers) => ProgramFigures.Of(Program, [], managers);

    private static Answers[] Five(Answers answers) => [.. Enumerable.Repeat(answers, 5)];

    private static Answers Answer(Frequency? a, Frequency? b, Frequency? c) => new([new("a", a), new("b", b), new("c", c)], []);
}
