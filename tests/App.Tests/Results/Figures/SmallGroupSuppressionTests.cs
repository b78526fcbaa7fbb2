using Followup.Results.Figures;

namespace Followup.Tests.Results.Figures;

public sealed class SmallGroupSuppressionTests
{
    /// <summary>Groups as answers, in order; "-" where nobody was asked. Blocks as they end.</summary>
    [Theory]
    [InlineData("5 5 5", "5|5|5")]
    [InlineData("3 4 10", "3 4|10")]
    [InlineData("3 10 10", "3 10|10")] // one small group alone would be the rest of all others
    [InlineData("10 10 3", "10|10 3")] // what is left at the end joins the last
    [InlineData("1 1 1 1", "1 1 1 1")]
    [InlineData("0 5", "0 5")] // that nobody answered is hidden too
    [InlineData("- 5", "-|5")] // that nobody was asked is not
    [InlineData("5 - 3", "5 - 3")]
    [InlineData("6 3 -", "6 3|-")]
    [InlineData("3 - 5 6", "3 - 5|6")]
    [InlineData("6 -", "6|-")]
    [InlineData("", "")]
    [InlineData("-", "-")]
    public void Groups_are_taken_together_until_there_are_five(string groups, string blocks)
    {
        var read = groups.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var ends = SmallGroupSuppression.BlockEnds([.. read.Select(Group)]);
        var numbers = SmallGroupSuppression.BlockNumbers(read.Length, ends);

        Assert.Equal(blocks, string.Join('|', read.Index().GroupBy(one => numbers[one.Index]).Select(block => string.Join(' ', block.Select(one => one.Item)))));
    }

    [Fact]
    public void Blocks_lie_within_those_that_are_allowed()
    {
        var ends = SmallGroupSuppression.BlockEnds([.. "5 5 5 5".Split(' ').Select(Group)], new HashSet<int> { 1, 3 });

        Assert.Equal([1, 3], ends.Order());
    }

    /// <summary>
    /// Whoever knows the rule, the blocks, their sums and who was asked: for each group that is hidden, another count fits all of that. (It does not hold for a rule that
    /// sorts by answers, or that takes only small groups together: then 4 and 4 is the only way to eight.)
    /// </summary>
    [Fact]
    public void What_is_hidden_could_always_be_another_number()
    {
        var chance = new Random(5);
        for (var round = 0; round < 20_000; round++)
        {
            List<(bool Asked, int Answers)> groups = [.. Enumerable.Range(0, chance.Next(1, 9)).Select(_ => chance.Next(8) == 0 ? (false, 0) : (true, chance.Next(chance.Next(2) == 0 ? 6 : 30)))];
            // of fewer in all not even the sum is told
            if (groups.Sum(group => group.Answers) < Rate.Fewest) continue;
            var ends = SmallGroupSuppression.BlockEnds(groups);
            var numbers = SmallGroupSuppression.BlockNumbers(groups.Count, ends);
            foreach (var block in Enumerable.Range(0, groups.Count).GroupBy(i => numbers[i]).Select(block => block.Where(i => groups[i].Asked).ToList()))
                if (block.Count > 1)
                    foreach (var group in block)
                        Assert.True(
                            block.Exists(other => other != group && (IsSame(group, other) || IsSame(other, group))),
                            $"{string.Join(' ', groups.Select(one => one.Asked ? $"{one.Answers}" : "-"))}: group {group} can only be {groups[group].Answers}.");

            bool IsSame(int less, int more)
            {
                if (groups[less].Answers == 0) return false;
                List<(bool Asked, int Answers)> other = [.. groups];
                other[less] = (true, other[less].Answers - 1);
                other[more] = (true, other[more].Answers + 1);
                return SmallGroupSuppression.BlockEnds(other).SetEquals(ends);
            }
        }
    }

    private static (bool Asked, int Answers) Group(string text) => text == "-" ? (false, 0) : (true, int.Parse(text, System.Globalization.CultureInfo.InvariantCulture));
}
