using Followup.Programs;
using Followup.Results.Reports;
using Followup.Results.Rounds;
using Followup.Rows;
using Followup.Shared.Json;
using Followup.Shared.Keys;

namespace Followup.Results.Exports;

/// <summary>What a round counted of one behavior; or, without one, of its answers as a whole.</summary>
/// <param name="Place">Of the behavior in the tally.</param>
public sealed record GroupRow(StoredProgram Program, Round Round, StoredProgram? Wording, int? Place)
{
    public Outcome? Outcome => Place is { } place ? Wording?.Definition.Outcomes[place] : null;

    public long? Answers(AnswerCount count) => Place is null ? Round.Counted[count] : null;

    public long? Step(int step) => Place is { } place ? Round.Counted.Distribution(place)[step] : null;

    public long? Since(int slot) => Place is { } place && Round.Stream.HasEarlier ? Round.Counted.SinceCompletion(place)[slot] : null;

    public long? Barrier(int barrier) =>
        Place is null && Round.Stream.Audience == Audience.Learner ? Round.Counted.BarrierNamed(barrier) : null;
}

/// <summary>
/// The rounds themselves, for analysts: all that is ever told of answers, in counts that add up. One row a round and behavior, and one a
/// round for its answers as a whole.
/// </summary>
public static class GroupsTable
{
    private static readonly string[] Steps = [.. Enum.GetValues<Frequency>().Select(step => Wire.NameOf(step).Replace('-', '_'))];

    public static readonly IReadOnlyList<Column<GroupRow>> Columns =
    [
        new("program", "text", "The program's id.", row => row.Program.Id),
        new("wave", "text", "When it was asked: an ISO 8601 period after the completion, such as P42D.", row => row.Round.Stream.Wave),
        new("evidence", "text", "observed (by managers) or reported (by learners).", row => EvidenceOf(row.Round.Stream.Audience)),
        new("group_by", "text", "department, role, everybody or others: each answer is counted in one group for good.",
            row => Wire.NameOf(row.Round.Stream.CountsIn)),
        new("group", "text", "Its name; of others the names of all that ever went in, separated by semicolons.", row => NameOf(row.Round)),
        new("stream", "text", "What is counted together: program, wave, evidence, wording, group, and whether it was asked before too.",
            row => row.Round.Stream.Id),
        new("round", "number", "Of the stream, from 1.", row => row.Round.Number),
        new("day", "date", "On which it was counted.", row => NodaTime.LocalDate.FromDateOnly(row.Round.Day)),
        new("program_version", "number", "A version with the wording that was answered.", row => row.Round.Version),
        new("remembered", "yes/no", "Whether these people also answered on the day of completion.", row => row.Round.Stream.HasEarlier),
        new("outcome", "text", "The behavior's id; blank in the row of the answers as a whole.", row => row.Outcome?.Id),
        new("target_frequency", "text", "The target that it was asked with.",
            row => row.Outcome is { } outcome ? Wire.NameOf(outcome.TargetFrequency) : null),
        .. Steps.Select((name, i) => Number(name, "Answers of this step.", row => row.Step(i))),
        Number("could_not_tell", "No occasion (learner), or not observed (manager).", row => row.Step(Steps.Length)),
        Number("since_known", "Of those who also told it on the day of completion: all.", row => row.Since(0)),
        Number("since_reached", "Not at target then, at target now.", row => row.Since(1)),
        Number("since_lost", "At target then, not now.", row => row.Since(2)),
        Number("answers", "Answers counted.", row => row.Answers(AnswerCount.Answers)),
        Number("known", "Of these, answers that tell at least one behavior's frequency.", row => row.Answers(AnswerCount.Known)),
        Number("sum_of_shares", "Sum of the shares of known behaviors at target, in 1/2520.", row => row.Answers(AnswerCount.SumOfShares)),
        Number("sum_of_squares", "Sum of the squares of these shares.", row => row.Answers(AnswerCount.SumOfSquares)),
        Number("at_least_half", "Of the known ones, those with at least half of the behaviors at target.",
            row => row.Answers(AnswerCount.AtLeastHalf)),
        Number("one_for_all", "Managers who gave one frequency for all behaviors.", row => row.Answers(AnswerCount.OneForAll)),
        .. BarrierIds.All.Select((id, i) => Number(
            $"barrier_{id.Replace('-', '_')}", "Learners who named this barrier.", row => row.Barrier(i))),
    ];

    public static ExportTable Of(IAsyncEnumerable<(ProgramReport Report, Round Round)> rounds) =>
        ExportTable.Of("Groups", Columns, rounds.SelectMany(one => Rows(one.Report, one.Round).ToAsyncEnumerable()));

    public static string EvidenceOf(Audience audience) => audience == Audience.Manager ? "observed" : "reported";

    private static IEnumerable<GroupRow> Rows(ProgramReport report, Round round)
    {
        var wording = report.Version(round.Version);
        yield return new(report.Program, round, wording, null);
        for (var i = 0; i < wording?.Definition.Outcomes.Count; i++) yield return new(report.Program, round, wording, i);
    }

    private static string NameOf(Round round) =>
        round.Stream.CountsIn == CountsIn.Others ? string.Join("; ", round.Names) : round.Stream.Group;

    private static Column<GroupRow> Number(string name, string meaning, Func<GroupRow, long?> value) =>
        new(name, "number", meaning, row => value(row));
}
