namespace Followup.Benchmarks.Harness;

/// <param name="Name">The verb.</param>
/// <param name="Is">What it measures, for the help.</param>
/// <param name="Require">Looks for what must be installed, before anything is measured: a <see cref="CannotMeasureException"/>.</param>
internal sealed record Benchmark(
    string Name, string Is, Func<Scale, CancellationToken, Task<IReadOnlyList<Measure>>> MeasureAsync, Action? Require = null);
