using Followup.Programs;
using Followup.Results.Rounds;
using Microsoft.Extensions.Options;

namespace Followup.Results.Reports;

/// <summary>Reads what reports are made of: the one way from rounds to whatever is shown.</summary>
public sealed class ReportReader(
    ProgramStore programs, RoundStore rounds, RoundCalendar calendar, IOptions<RoundOptions> options)
{
    /// <summary>Of all programs, in order.</summary>
    public async Task<IReadOnlyList<string>> IdsAsync(CancellationToken ct) =>
        [.. (await programs.AllAsync(ct)).Select(program => program.Id)];

    /// <summary>Null where there is no such program.</summary>
    public async Task<ProgramReport?> FindAsync(string programId, CancellationToken ct)
    {
        var finding = programs.FindAsync(programId, ct);
        var reading = rounds.TotalsAsync(programId, ct);
        await Task.WhenAll(finding, reading);
        return await finding is { } program ? new(await FactsAsync(program, ct), await reading) : null;
    }

    /// <summary>The same program, of rounds of some days.</summary>
    public async Task<ProgramReport> OfDaysAsync(ProgramReport report, GroupFilter days, CancellationToken ct)
    {
        var (programId, totals) = (report.Program.Id, await rounds.TotalsAsync(report.Program.Id, ct));
        // what is not in the totals yet is not told
        var held = (await rounds.RoundsAsync(programId, ct)).Where(round => round.Day <= totals.Day && days.Contains(round.Day));
        var some = totals with { Audiences = TotalsOfRounds.Of(held), Pairs = [] };
        return new(await FactsAsync(report.Program, ct), some, totals);
    }

    /// <summary>All programs, without their groups.</summary>
    public async Task<IReadOnlyList<ProgramReport>> AllAsync(CancellationToken ct)
    {
        var readingPrograms = programs.AllAsync(ct);
        var readingOverview = rounds.OverviewAsync(ct);
        await Task.WhenAll(readingPrograms, readingOverview);
        var overview = await readingOverview;
        List<ProgramReport> reports = [];
        foreach (var program in await readingPrograms)
            reports.Add(new(await FactsAsync(program, ct), overview.GetValueOrDefault(program.Id) ?? ProgramTotals.Empty));
        return reports;
    }

    private async Task<ReportFacts> FactsAsync(StoredProgram program, CancellationToken ct)
    {
        IReadOnlyList<StoredProgram> versions = program.Version == 1 ? [program] : await programs.VersionsAsync(program.Id, ct);
        return new(program, versions, options.Value.Correlation, calendar.Next().ToDateOnly());
    }
}
