using Followup.Programs;

namespace Followup.Results.Reports;

/// <summary>What a report is made of besides rounds; none of it follows from answers.</summary>
/// <param name="Program">In force.</param>
/// <param name="Versions">All wordings there ever were, in order; of a program that never changed the one in force.</param>
/// <param name="Correlation">How alike the answers of one manager are taken to be.</param>
/// <param name="NextRound">The next day on which answers are counted.</param>
public sealed record ReportFacts(StoredProgram Program, IReadOnlyList<StoredProgram> Versions, double Correlation, DateOnly NextRound)
{
    public StoredProgram? Version(int number) => Versions.FirstOrDefault(version => version.Version == number);
}
