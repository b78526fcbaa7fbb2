using Followup.Results.Reports;
using Followup.Shared.Json;

namespace Followup.Results.Exports;

/// <summary>The behaviors that programs are asked about, in the wording of now.</summary>
public static class OutcomesTable
{
    public static readonly IReadOnlyList<Column> Columns =
    [
        new("program", "text", "The program's id."),
        new("title", "text", "Its title."),
        new("program_version", "number", "The wording in force."),
        new("outcome", "text", "Id of the behavior, as in the other tables; blank where the program names none."),
        new("statement", "text", "The behavior."),
        new("indicator", "text", "How one would know; blank where nobody could say."),
        new("target_frequency", "text", "From which frequency on it counts as applied."),
        new("completion_data_only", "yes/no", "The program lacks a behavior or an indicator: nobody is asked about it."),
    ];

    public static ExportTable Of(IReadOnlyList<ProgramReport> reports) => new("Outcomes", Columns, Rows(reports).ToAsyncEnumerable());

    private static IEnumerable<object?[]> Rows(IReadOnlyList<ProgramReport> reports)
    {
        foreach (var (program, only) in reports.Select(report => (report.Program, report.Program.Definition.IsCompletionDataOnly)))
        {
            if (program.Definition.Outcomes.Count == 0) yield return [program.Id, program.Definition.Title, program.Version, null, null, null, null, only];
            foreach (var outcome in program.Definition.Outcomes)
                yield return [program.Id, program.Definition.Title, program.Version, outcome.Id, outcome.Statement, outcome.Indicator, Wire.NameOf(outcome.TargetFrequency), only];
        }
    }
}
