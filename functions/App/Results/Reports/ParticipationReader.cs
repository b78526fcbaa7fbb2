using Followup.Programs;
using Followup.Results.Counts;
using Followup.Results.Rounds;

namespace Followup.Results.Reports;

/// <summary>Reads live counts, which reports never do.</summary>
public sealed class ParticipationReader(ProgramStore programs, CountStore counts, RoundCalendar calendar)
{
    /// <summary>Null where there is no such program.</summary>
    public async Task<LiveParticipation?> FindAsync(string programId, CancellationToken ct)
    {
        if (await programs.FindAsync(programId, ct) is not { Definition: var program }) return null;
        var participation = await counts.ParticipationAsync(programId, ct);
        var waves = participation.Waves.Select(wave => new LiveWave(wave.Wave, CountsOf(wave.Learners), CountsOf(wave.Managers)));
        return new(programId, program.Title, calendar.Next().ToDateOnly(), [.. waves]);
    }

    private static LiveCounts CountsOf(IReadOnlyList<int> steps) =>
        new(steps[(int)FunnelStep.Completed], steps[(int)FunnelStep.Sent], steps[(int)FunnelStep.Answered]);
}
