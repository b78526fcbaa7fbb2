using Followup.Results.Figures;
using Followup.Results.Rounds;
using Followup.Shared.Keys;
using Microsoft.Extensions.Options;
using NodaTime;

namespace Followup.Results.Reports;

/// <summary>
/// Reads all answers of a program, and keeps sums of each manager's: some hundred bytes a manager and wave, however many answers there are.
/// </summary>
public sealed class CorrelationReader(ReportReader reports, ProgramScan scan, IOptions<RoundOptions> options)
{
    /// <summary>Of answers that were final by the last round day. Null where there is no such program.</summary>
    public async Task<CorrelationEstimate?> FindAsync(string programId, CancellationToken ct)
    {
        if (await reports.FindAsync(programId, ct) is not { } report) return null;

        var cutoff = report.Day is { } day ? RoundCalendar.CutoffOf(LocalDate.FromDateOnly(day)) : DateTimeOffset.MinValue;
        Dictionary<(string Wave, string Manager), Cluster> clusters = [];
        await foreach (var completion in scan.ReadAsync(report.Program, (_, _, _) => { }, _ => { }, ct))
        {
            foreach (var answer in completion.Answers)
            {
                if (answer.Response.Audience != Audience.Manager || answer.FinalAt > cutoff) continue;
                var tally = AnswerCounting.Of(answer.Asked.Definition, answer.Answers, earlier: null);
                if (tally[AnswerCount.Known] == 0) continue;
                var key = (answer.Response.Wave, answer.Person);
                var sums = clusters.GetValueOrDefault(key);
                clusters[key] = new(
                    sums.N + 1, sums.Sum + tally[AnswerCount.SumOfShares], sums.SumOfSquares + tally[AnswerCount.SumOfSquares]);
            }
        }
        var byWave = clusters.ToLookup(cluster => cluster.Key.Wave, cluster => cluster.Value);
        var waves = report.Waves.Select(wave => new CorrelationOfWave(
            wave, IntraClassCorrelation.Of(byWave[wave]), ClusterRobust.Of(byWave[wave]), report.All(wave)));
        return new(programId, report.Program.Definition.Title, options.Value.Correlation, [.. waves]);
    }
}
