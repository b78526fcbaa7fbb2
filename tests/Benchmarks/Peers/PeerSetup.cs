namespace Followup.Benchmarks.Peers;

/// <summary>What one process of a comparison is told, before anything else, in a line of JSON.</summary>
/// <param name="System">bare, followup, hangfire or quartz.</param>
/// <param name="Mails">How many mails a round has.</param>
/// <param name="Callers">How many calls that schedule are under way at a time.</param>
/// <param name="Workers">How many mails are sent at a time; the product has no such setting.</param>
/// <param name="Database">The connection string of an empty database of PostgreSQL.</param>
internal sealed record PeerSetup(
    string System, int Mails, int Callers, int Workers, Uri Catcher, string CatcherKey, string Database)
{
    public IEnumerable<Recipient> Recipients(int round) => Recipient.Many(round, Mails);

    public Task ForEachAtOnceAsync<T>(IEnumerable<T> items, Func<T, ValueTask> run) =>
        Parallel.ForEachAsync(items, new ParallelOptions { MaxDegreeOfParallelism = Callers }, (item, _) => run(item));
}

/// <summary>Somebody who gets one mail, in one round.</summary>
internal readonly record struct Recipient(int Round, int Number)
{
    public string Id => $"{PrefixOf(Round)}{Number}";

    public string Address => $"{Id}@followup.example";

    public static IReadOnlyList<Recipient> Many(int round, int count) =>
        [.. Enumerable.Range(1, count).Select(number => new Recipient(round, number))];

    /// <summary>What the ids and addresses of a round begin with.</summary>
    public static string PrefixOf(int round) => $"p{round}-";
}
