using Followup.Results.Rounds;
using Followup.Rows;
using Followup.Shared.Keys;

namespace Followup.Tests.Results.Rounds.Attacks;

/// <summary>What the rule still tells: nobody is to tighten it until it tells nothing.</summary>
public sealed class UtilityTests
{
    private const int Weeks = 88;
    private static readonly TimeSpan Quarter = TimeSpan.FromDays(92);

    [Fact]
    public void Four_of_five_departments_with_eight_answers_are_told_within_a_quarter()
    {
        var (told, all) = (new Dictionary<Audience, int>(), new Dictionary<Audience, int>());
        foreach (var (seed, part) in new[] { 0.3, 0.4, 0.5 }.Index())
        {
            var company = new SimulatedCompany(new(5_000, 42, seed, part));
            var product = new ProductRounds("lot");
            product.HoldWeekly(SmallStream.FirstRound, SmallStream.DayOf(Weeks), company.Answers);
            foreach (var department in company.Answers.GroupBy(answer => answer.Stream))
            {
                if (department.Key.CountsIn != CountsIn.Department || department.Count() < ReleaseRule.First) continue;
                var eighth = department.Select(answer => company.AnsweredAt[answer.Response]).Order().ElementAt(ReleaseRule.First - 1);
                var isInTime = product.Of(department.Key) is [var first, ..] && CutoffOf(first) - eighth <= Quarter;
                all[department.Key.Audience] = all.GetValueOrDefault(department.Key.Audience) + 1;
                told[department.Key.Audience] = told.GetValueOrDefault(department.Key.Audience) + (isInTime ? 1 : 0);
            }
        }

        var figures = string.Join(", ", all.Keys.Select(audience => $"{audience}: {told[audience]} of {all[audience]}"));
        TestContext.Current.TestOutputHelper?.WriteLine(figures);
        Assert.True(all.Values.All(count => count > 100) && told.Values.Sum() >= 0.8 * all.Values.Sum(), figures);
        // managers' answers wait for a third manager besides, and until none gave more than half
        Assert.True(told[Audience.Learner] >= 0.8 * all[Audience.Learner], figures);
        Assert.True(told[Audience.Manager] >= 0.75 * all[Audience.Manager], figures);
    }

    [Fact]
    public void A_company_of_150_has_its_total_in_the_first_round_in_which_eight_are_new()
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var company = new SimulatedCompany(new(150, 0, seed, Part: 0.8, Departments: 8));
            var product = new ProductRounds("lot");
            product.HoldWeekly(SmallStream.FirstRound, SmallStream.DayOf(Weeks), company.Answers);
            foreach (var stream in company.Answers.GroupBy(answer => answer.Stream))
            {
                Assert.Equal(CountsIn.Others, stream.Key.CountsIn);
                var first = Enumerable.Range(0, Weeks).Select(SmallStream.DayOf).First(day => AreEnough(stream.Key, FinalBy(stream, day)));
                Assert.Equal(first, NodaTime.LocalDate.FromDateOnly(product.Of(stream.Key)[0].Round.Day));
            }
        }

        static List<FinalAnswer> FinalBy(IEnumerable<FinalAnswer> answers, NodaTime.LocalDate day) =>
            [.. answers.Where(answer => answer.FinalAt <= RoundCalendar.CutoffOf(day))];
    }

    /// <summary>Eight people; of managers' answers from three, none with more than half.</summary>
    private static bool AreEnough(StreamKey stream, List<FinalAnswer> answers)
    {
        var byPerson = answers.CountBy(answer => answer.Person).Select(person => person.Value).ToList();
        return answers.Count >= 8 && (stream.Audience == Audience.Learner || byPerson.Count >= 3 && 2 * byPerson.Max() <= answers.Count);
    }

    private static DateTimeOffset CutoffOf(HeldRound held) => RoundCalendar.CutoffOf(NodaTime.LocalDate.FromDateOnly(held.Round.Day));
}
