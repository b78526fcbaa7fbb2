using System.Globalization;

namespace Followup.Benchmarks.Peers;

/// <summary>Somebody who gets one mail, in one round.</summary>
/// <param name="ManagerId">Empty for nobody.</param>
internal readonly record struct Recipient(string Id, string ManagerId = "")
{
    public string Address => $"{Id}@followup.example";

    /// <param name="reports">How many of them each manager has; 0 where nobody has a manager.</param>
    public static IReadOnlyList<Recipient> Learners(int round, int count, int reports = 0) =>
        [.. Enumerable.Range(0, count).Select(i => new Recipient(Learner(round, i), reports == 0 ? "" : Manager(round, i / reports)))];

    public static IReadOnlyList<Recipient> Managers(int round, int count) =>
        [.. Enumerable.Range(0, count).Select(i => new Recipient(Manager(round, i)))];

    /// <summary>What the ids and addresses of a round begin with.</summary>
    public static string PrefixOf(int round) => string.Create(CultureInfo.InvariantCulture, $"p{round}-");

    private static string Learner(int round, int i) => string.Create(CultureInfo.InvariantCulture, $"{PrefixOf(round)}{i + 1}");

    private static string Manager(int round, int i) => string.Create(CultureInfo.InvariantCulture, $"{PrefixOf(round)}m{i + 1}");
}
