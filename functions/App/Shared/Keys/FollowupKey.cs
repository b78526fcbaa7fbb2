using NodaTime;
using NodaTime.Text;

namespace Followup.Shared.Keys;

/// <summary>One completion of one program by one learner. A program's month is one partition; a day of a learner is one row.</summary>
public sealed record FollowupKey(string ProgramId, string LearnerKey, LocalDate CompletedOn)
{
    private static readonly LocalDatePattern Day = LocalDatePattern.CreateWithInvariantCulture("uuuuMMdd");

    public string Partition => PartitionOf(ProgramId, CompletedOn.ToYearMonth());

    public string Row => $"{LearnerKey}|{Day.Format(CompletedOn)}";

    /// <summary>As printed in traces, for example <c>ai-eval|2026-01|3f0c…|20260105</c>.</summary>
    public override string ToString() => $"{Partition}|{Row}";

    /// <summary>The response of this audience in this wave: same partition, and next to its follow-up in order.</summary>
    public string ResponseRow(string wave, Audience audience) => $"{Row}|{wave}|{audience.ToKey()}";

    public static string PartitionOf(string programId, YearMonth month) => $"{programId}|{YearMonthPattern.Iso.Format(month)}";

    public static FollowupKey Parse(string partition, string row)
    {
        var learner = row.Split('|');
        return new(partition.Split('|')[0], learner[0], Day.Parse(learner[1]).Value);
    }
}
