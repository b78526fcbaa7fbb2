using Followup.Results.Rounds;

namespace Followup.Tests.Results.Rounds.Attacks;

/// <summary>Two insiders who solve for everybody else's answers, over all that was told in a year.</summary>
public sealed class IntegerProgramTests
{
    private static readonly int Companies = Effort.IsLong ? 20 : 1;

    [Theory]
    [InlineData(0.3, false)]
    [InlineData(0.9, true)]
    public void A_year_of_a_company_of_600_determines_nobody(double yes, bool isLarge)
    {
        var (attacked, streams, wereMoved, wereErased) = (new HashSet<string>(), 0, false, false);
        HashSet<string> proven = [];
        List<string> determined = [];
        for (var seed = 0; seed < Companies; seed++)
        {
            var year = new CompanyYear(new(600, 40, seed, Part: 0.7, Yes: yes, Earlier: 0.25, IsLarge: isLarge));
            var random = new Random(seed);
            foreach (var stream in year.Product.Streams)
            {
                wereMoved |= stream[^1].Round.Names.Count > 0;
                var rounds = PublishedRound.Of(stream);
                foreach (var insiders in Insiders.PairsOf(rounds, random))
                {
                    var found = new IntegerProgram(rounds, insiders, LooseRule.Product, year.ErasedAfter).Attack();
                    streams++;
                    attacked.UnionWith(found.Attacked.Select(Name));
                    proven.UnionWith(found.Attacked.Except(found.Undecided).Select(Name));
                    determined.AddRange(found.Determined.Select(Name));
                    wereErased |= found.Attacked.Any(answer => year.ErasedAfter.ContainsKey(answer.Response));
                }
            }

            string Name(FinalAnswer answer) => $"{seed} {answer.Response}";
        }

        var told = $"streams and pairs: {streams}, answers: {attacked.Count}, of them never decided: {attacked.Count - proven.Count}";
        TestContext.Current.TestOutputHelper?.WriteLine(told);
        Assert.True(determined.Count == 0, $"{told}, determined: {string.Join(", ", determined)}");
        Assert.True(proven.Count == attacked.Count, told);
        Assert.True(attacked.Count > 200 && wereMoved && wereErased, told);
    }
}
