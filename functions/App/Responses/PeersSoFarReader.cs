using System.Collections.Concurrent;
using Followup.Responses.Pages;
using Followup.Results.Reports;
using NodaTime;

namespace Followup.Responses;

/// <summary>
/// Reads what peers answered: the program's total of the last round, so nobody finds their own answer in it, nor anybody's by looking
/// before and after. Kept for a minute: on the morning of a large program everybody would read it again.
/// </summary>
public sealed class PeersSoFarReader(ReportReader reports, TimeProvider time)
{
    private static readonly TimeSpan KeptFor = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<(string ProgramId, string Wave), (PeersSoFar Peers, DateTimeOffset ReadAt)> kept = [];

    /// <summary>Null where the program is gone.</summary>
    public async Task<PeersSoFar?> OfAsync(string programId, string wave, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        if (kept.TryGetValue((programId, wave), out var last) && now < last.ReadAt + KeptFor) return last.Peers;
        if (await reports.FindAsync(programId, ct) is not { } report) return null;

        var shares =
            from outcome in report.All(wave).Outcomes
            where outcome is { IsAsked: true, Reported: { K: not null, N: not null } }
            select new OutcomeSoFar(outcome.Id, outcome.Target, outcome.Reported.K!.Value, outcome.Reported.N!.Value);
        var asOf = report.Day is { } day ? LocalDate.FromDateOnly(day) : (LocalDate?)null;
        var peers = new PeersSoFar(asOf, LocalDate.FromDateOnly(report.NextRound), [.. shares]);
        kept[(programId, wave)] = (peers, now);
        return peers;
    }
}
