namespace Followup.Benchmarks.Peers;

/// <summary>What one process of a comparison is told, before anything else, in a line of JSON.</summary>
/// <param name="System">bare, floor, followup, hangfire or quartz.</param>
/// <param name="Completions">How many people are to be asked in a round.</param>
/// <param name="Callers">How many calls that schedule are under way at a time.</param>
/// <param name="Workers">How many mails are sent at a time; the product has no such setting.</param>
/// <param name="Database">The connection string of an empty database of PostgreSQL.</param>
/// <param name="Reports">How many of them each manager is asked about; 0 where nobody has a manager.</param>
internal sealed record PeerSetup(
    string System, int Completions, int Callers, int Workers, Uri Catcher, string CatcherKey, string Database = "", int Reports = 0)
{
    /// <summary>How many a round has: each recipient gets one.</summary>
    public int Mails => Completions + Managers(0).Count;

    public IReadOnlyList<Recipient> Learners(int round) => Recipient.Learners(round, Completions, Reports);

    public IReadOnlyList<Recipient> Managers(int round) => Recipient.Managers(round, Reports == 0 ? 0 : Completions / Reports);

    public IReadOnlyList<Recipient> Recipients(int round) => [.. Learners(round), .. Managers(round)];

    public Task ForEachAtOnceAsync<T>(IEnumerable<T> items, Func<T, ValueTask> run) =>
        Parallel.ForEachAsync(items, new ParallelOptions { MaxDegreeOfParallelism = Callers }, (item, _) => run(item));
}
