using System.Globalization;
using Followup.Programs;
using Followup.Results.Reports;
using static Followup.Tests.Results.Organization;

namespace Followup.Tests.Results.Reports;

/// <summary>What attacks on disclosure have in common.</summary>
internal static class Attack
{
    public static readonly string[] Waves = ["P0D", "P42D"];
    public static readonly ProgramDefinition TwoWaves = Definition with { Waves = Waves };

    /// <summary>How many random organizations are attacked: 100, or as many as <c>FOLLOWUP_ORGANIZATIONS</c> says.</summary>
    public static readonly int Organizations = int.Parse(
        Environment.GetEnvironmentVariable("FOLLOWUP_ORGANIZATIONS") ?? "100", CultureInfo.InvariantCulture);

    /// <summary>Every range of months that a reader can choose.</summary>
    public static IEnumerable<GroupFilter> Ranges(ProgramReport report)
    {
        var months = report.MonthBlocks.SelectMany(block => block).ToList();
        return
            from first in months
            from last in months
            where string.CompareOrdinal(first, last) <= 0
            select Range(first, last);
    }

    private static GroupFilter Range(string first, string last) =>
        new(new(ProgramReport.MonthOf(first), ProgramReport.MonthOf(last)));
}
