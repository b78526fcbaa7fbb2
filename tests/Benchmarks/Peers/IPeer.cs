using Followup.Benchmarks.Harness;

namespace Followup.Benchmarks.Peers;

/// <summary>
/// One of the systems that are compared, in a process of its own. The steps of a round come in the order in which they stand here.
/// </summary>
internal interface IPeer : IAsyncDisposable
{
    /// <summary>The processes beside this one that work for it, by name.</summary>
    IReadOnlyDictionary<string, int> Processes { get; }

    /// <summary>The calls of services that cost money in Azure, since the start; those to the mail provider are counted there.</summary>
    ServiceCalls Calls { get; }

    /// <summary>Whatever must be there before anything can be scheduled. Not measured.</summary>
    Task PrepareAsync(int round, CancellationToken ct);

    /// <summary>Stores a mail for each of the round's recipients, to be sent in 42 days. Measured.</summary>
    Task ScheduleAsync(int round, CancellationToken ct);

    /// <summary>Lets a mail to each of the round's recipients be stored and due, with nothing that would send it. Not measured.</summary>
    Task MakeDueAsync(int round, CancellationToken ct);

    /// <summary>Begins to send what is due. Measured until the last mail has arrived, which need not be the end of this call.</summary>
    Task SendDueAsync(int round, CancellationToken ct);

    /// <summary>Stops sending, when all that has begun is finished. Not measured.</summary>
    Task RestAsync(CancellationToken ct);
}
