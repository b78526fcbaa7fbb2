namespace Followup.Benchmarks.Harness;

/// <summary>What one benchmark saw of one kind of work.</summary>
/// <param name="Items">How many pieces of work were done: completions, mails, pages, rows; the name says which.</param>
/// <param name="Seconds">From the first call to the last answer, by the clock on the wall.</param>
internal sealed record Measure(string Name, int Items, double Seconds)
{
    public double ItemsPerSecond => Items / Seconds;

    /// <summary>Half of the single times were within this; null where items have no times of their own.</summary>
    public double? P50Milliseconds { get; init; }

    /// <summary>99 of 100 single times were within this.</summary>
    public double? P99Milliseconds { get; init; }

    /// <summary>What each process took for it. Processes that are not named here are not counted.</summary>
    public IReadOnlyList<ProcessUse> Processes { get; init; } = [];

    public ServiceCalls? CallsPerItem { get; init; }

    /// <summary>The rate of the fewest raw calls that could do the job, in the same run on the same parts.</summary>
    public double? FloorItemsPerSecond { get; init; }

    public double? RatioToFloor => ItemsPerSecond / FloorItemsPerSecond;
}

/// <param name="ProcessorSeconds">User and kernel time on all processors while it was measured.</param>
/// <param name="ResidentMegabytes">Resident memory at most while it was measured, in millions of bytes, seen ten times a second.</param>
internal sealed record ProcessUse(string Process, double ProcessorSeconds, double ResidentMegabytes);

/// <summary>Calls of the services that cost money in Azure; null where they are not counted.</summary>
internal sealed record ServiceCalls(double? Tables, double? Bus, double? Provider)
{
    public static ServiceCalls operator -(ServiceCalls after, ServiceCalls before) =>
        new(after.Tables - before.Tables, after.Bus - before.Bus, after.Provider - before.Provider);

    public static ServiceCalls operator /(ServiceCalls calls, int items) =>
        new(calls.Tables / items, calls.Bus / items, calls.Provider / items);
}
