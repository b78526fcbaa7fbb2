using Followup.Programs;
using Followup.Results.Reports;
using Followup.Shared.Json;

namespace Followup.Results.Exports;

/// <summary>A program, and one of its behaviors; null where it names none.</summary>
public sealed record OutcomeRow(StoredProgram Program, Outcome? Outcome)
{
    public ProgramDefinition Definition => Program.Definition;
}

/// <summary>The behaviors that programs are asked about, in the wording of now.</summary>
public static class OutcomesTable
{
    public static readonly IReadOnlyList<Column<OutcomeRow>> Columns =
    [
        new("program", "text", "The program's id.", row => row.Program.Id),
        new("title", "text", "Its title.", row => row.Definition.Title),
        new("program_version", "number", "The wording in force.", row => row.Program.Version),
        new("outcome", "text", "Id of the behavior, as in the other tables; blank where the program names none.", row => row.Outcome?.Id),
        new("statement", "text", "The behavior.", row => row.Outcome?.Statement),
        new("indicator", "text", "How one would know; blank where nobody could say.", row => row.Outcome?.Indicator),
        new("target_frequency", "text", "From which frequency on it counts as applied.", row => TargetOf(row.Outcome)),
        new("completion_data_only", "yes/no", "The program lacks a behavior or an indicator: nobody is asked about it.",
            row => row.Definition.IsCompletionDataOnly),
    ];

    public static ExportTable Of(IReadOnlyList<ProgramReport> reports) =>
        ExportTable.Of("Outcomes", Columns, reports.SelectMany(report => Rows(report.Program)).ToAsyncEnumerable());

    private static IEnumerable<OutcomeRow> Rows(StoredProgram program)
    {
        var outcomes = program.Definition.Outcomes;
        return outcomes.Count == 0 ? [new(program, null)] : outcomes.Select(outcome => new OutcomeRow(program, outcome));
    }

    private static string? TargetOf(Outcome? outcome) => outcome is null ? null : Wire.NameOf(outcome.TargetFrequency);
}
