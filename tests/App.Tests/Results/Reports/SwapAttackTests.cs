using System.Text.Json;
using Followup.Results.Reports;
using Followup.Shared.Json;
using Followup.Shared.Keys;
using Followup.Tests.Results.Figures;
using static Followup.Tests.Results.Organization;
using static Followup.Tests.Results.Reports.Attack;

namespace Followup.Tests.Results.Reports;

/// <summary>An attacker who sees every figure that is shown, and looks for another organization that would show others.</summary>
public sealed class SwapAttackTests
{
    /// <summary>
    /// Two people of the same month and role, from two departments that are hidden together, swap departments; one of them answered.
    /// Where the blocks stay (that there is always such an organization is in <see cref="SmallGroupSuppressionTests"/>), all that is
    /// shown must stay, to the last figure: then nobody can tell which of the two it is.
    /// </summary>
    [Fact]
    public void Another_organization_with_another_hidden_count_looks_the_same()
    {
        var found = 0;
        for (var seed = 0; seed < Organizations; seed++)
        {
            var completions = AtRandom(new Random(seed), Waves);
            var blocks = BlocksOf(completions);
            var shown = AllShown(Report(completions, TwoWaves));
            foreach (var (audience, block) in HiddenTogether(completions))
            {
                foreach (var other in Swaps(completions, audience, block).Where(other => BlocksOf(other) == blocks))
                {
                    found++;
                    Assert.True(
                        shown == AllShown(Report(other, TwoWaves)),
                        $"Organization {seed}: {string.Join(", ", block)} of the {audience} can be told from another.");
                }
            }
        }
        Assert.InRange(found, Organizations / 2, int.MaxValue);
    }

    /// <summary>The departments whose answers of an audience are told only in sum.</summary>
    private static IEnumerable<(Audience Audience, IReadOnlyList<string> Departments)> HiddenTogether(
        IReadOnlyList<Completed> completions)
    {
        var disclosure = new Disclosure(Margins(completions, TwoWaves), Dimension.Department);
        return
            from audience in Enum.GetValues<Audience>()
            let measure = audience == Audience.Learner ? Measure.Learner : Measure.Manager
            from block in disclosure.BlocksOf("P42D", measure)
            where block.Count > 1
            select (audience, block);
    }

    /// <summary>
    /// A completion with an answer to this one question only moves to the department of a completion without any answer, in the same block
    /// of departments: one such swap for each two departments.
    /// </summary>
    private static IEnumerable<List<Completed>> Swaps(
        List<Completed> completions, Audience audience, IReadOnlyList<string> block)
    {
        var inBlock = completions.FindAll(completion => block.Contains(completion.Department));
        var movers = inBlock
            .Where(completion => completion.By(audience) is not null && AnswersOf(completion) == 1)
            .DistinctBy(completion => completion.Department);
        return
            from mover in movers
            from silent in inBlock
                .Where(completion => completion.Department != mover.Department)
                .Where(completion => (completion.Month, completion.Role) == (mover.Month, mover.Role))
                .Where(completion => AnswersOf(completion) == 0)
                .DistinctBy(completion => completion.Department)
            select completions.ConvertAll(completion => Swapped(completion, mover, silent));

        static int AnswersOf(Completed completion) => completion.Said.Values.Count(answers => answers is not null);

        static Completed Swapped(Completed completion, Completed mover, Completed silent)
        {
            if (completion == mover) return completion with { Department = silent.Department };
            return completion == silent ? completion with { Department = mover.Department } : completion;
        }
    }

    private static string BlocksOf(IReadOnlyList<Completed> completions)
    {
        var disclosure = new Disclosure(Margins(completions, TwoWaves), Dimension.Department);
        return string.Join(
            '\n',
            from wave in Waves
            from measure in Enum.GetValues<Measure>()
            select string.Join('|', disclosure.BlocksOf(wave, measure).Select(block => string.Join(' ', block))));
    }

    /// <summary>Everything that is shown, as text.</summary>
    private static string AllShown(ProgramReport report)
    {
        List<object> figures = [];
        foreach (var wave in report.Waves)
        {
            foreach (var dimension in Enum.GetValues<Dimension>())
            {
                foreach (var group in report.By(wave, dimension)) figures.Add(group);
            }
            foreach (var range in Ranges(report)) figures.Add(report.Of(wave, range, out _));
        }
        return JsonSerializer.Serialize(figures, Wire.Json);
    }
}
