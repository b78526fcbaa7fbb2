using Followup.Benchmarks.Harness;

namespace Followup.Benchmarks;

/// <summary>
/// Completions from the first call that takes some in until all of them are planned and their alarms set. Planning alone cannot be
/// measured: it begins with the first that is taken in.
/// </summary>
internal static class ScheduleBenchmark
{
    public static Task<IReadOnlyList<Measure>> MeasureAsync(Scale scale, CancellationToken ct) => BesideFloor.MeasureAsync(
        "schedule", "taken in until planned", scale.ItemsOf(50, 1_000, 10_000), reports: 0,
        (peer, round, token) => peer.ScheduleAsync(round, token), ct);
}
