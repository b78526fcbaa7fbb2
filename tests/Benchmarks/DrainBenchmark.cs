using Followup.Benchmarks.Harness;

namespace Followup.Benchmarks;

/// <summary>
/// Invitations of learners that are due at nine o'clock, and the managers' mails about them, ten learners in each: from when the clock
/// strikes until the last mail has come.
/// </summary>
internal static class DrainBenchmark
{
    public static Task<IReadOnlyList<Measure>> MeasureAsync(Scale scale, CancellationToken ct) => BesideFloor.MeasureAsync(
        "drain", "ten learners' mails to a manager's", scale.ItemsOf(50, 1_000, 10_000), reports: 10,
        async (peer, round, token) =>
        {
            await peer.ScheduleAsync(round, token);
            return await peer.DrainAsync(round, token);
        },
        ct);
}
