using System.Globalization;
using Followup.Results.Figures;

namespace Followup.Tests.Results.Figures;

public sealed class SmallGroupSuppressionTests
{
    /// <summary>Groups as numbers of answers, in order; "-" where nobody was asked. Blocks are divided by "|".</summary>
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

        var formed = read.Index().GroupBy(group => numbers[group.Index], group => group.Item);
        Assert.Equal(blocks, string.Join('|', formed.Select(block => string.Join(' ', block))));
    }

    [Fact]
    public void Blocks_lie_within_those_that_are_allowed()
    {
        var ends = SmallGroupSuppression.BlockEnds([.. "5 5 5 5".Split(' ').Select(Group)], new HashSet<int> { 1, 3 });

        Assert.Equal([1, 3], ends.Order());
    }

    /// <summary>
    /// An attacker may know the rule, the blocks, their sums and who was asked: for each group that is hidden, another count fits all of
    /// that. (This does not hold for a rule that sorts by answers, or that takes only small groups together: then 4 and 4 is the only way
    /// to eight.)
    /// </summary>
    [Fact]
    public void What_is_hidden_could_always_be_another_number()
    {
        var chance = new Random(5);
        for (var round = 0; round < 20_000; round++)
        {
            var groups = GroupsAtRandom(chance);
            // of fewer answers in all not even the sum is told
            if (groups.Sum(group => group.Answers) < Rate.Fewest) continue;
            var numbers = SmallGroupSuppression.BlockNumbers(groups.Count, SmallGroupSuppression.BlockEnds(groups));
            var asked = Enumerable.Range(0, groups.Count).Where(i => groups[i].Asked);
            foreach (var block in asked.GroupBy(i => numbers[i]).Select(block => block.ToList()).Where(block => block.Count > 1))
            {
                foreach (var group in block)
                {
                    Assert.True(
                        block.Exists(other => other != group && CouldDiffer(groups, group, other)),
                        $"{TextOf(groups)}: group {group} can only be {groups[group].Answers}.");
                }
            }
        }
    }

    /// <summary>Whether the blocks would be the same, had one answer of either group been of the other.</summary>
    private static bool CouldDiffer(List<(bool Asked, int Answers)> groups, int one, int other) =>
        AreBlocksTheSame(groups, less: one, more: other) || AreBlocksTheSame(groups, less: other, more: one);

    private static bool AreBlocksTheSame(List<(bool Asked, int Answers)> groups, int less, int more)
    {
        if (groups[less].Answers == 0) return false;
        List<(bool Asked, int Answers)> others = [.. groups];
        others[less] = (true, others[less].Answers - 1);
        others[more] = (true, others[more].Answers + 1);
        return SmallGroupSuppression.BlockEnds(others).SetEquals(SmallGroupSuppression.BlockEnds(groups));
    }

    private static List<(bool Asked, int Answers)> GroupsAtRandom(Random chance)
    {
        List<(bool Asked, int Answers)> groups = [];
        var count = chance.Next(1, 9);
        while (groups.Count < count)
        {
            var isAsked = chance.Next(8) != 0;
            groups.Add(isAsked ? (true, chance.Next(chance.Next(2) == 0 ? 6 : 30)) : (false, 0));
        }
        return groups;
    }

    private static string TextOf(IEnumerable<(bool Asked, int Answers)> groups) =>
        string.Join(' ', groups.Select(group => group.Asked ? $"{group.Answers}" : "-"));

    private static (bool Asked, int Answers) Group(string text) =>
        text == "-" ? (false, 0) : (true, int.Parse(text, CultureInfo.InvariantCulture));
}
