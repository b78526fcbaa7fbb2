using System.Text.Json.Serialization;
using Followup.Rows;
using Followup.Shared.Keys;

namespace Followup.Results.Rounds;

/// <summary>
/// All that pages and exports read of a program: sums of whole rounds, and nothing else of answers. It changes on round days alone.
/// </summary>
/// <param name="Day">The last round day; null where none has come since the program is there.</param>
/// <param name="Departments">Of all who completed it by that day, in order; the name is empty where HR gave none.</param>
/// <param name="Roles">The same.</param>
public sealed record ProgramTotals(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] DateOnly? Day,
    IReadOnlyList<string> Departments,
    IReadOnlyList<string> Roles)
{
    public static readonly ProgramTotals Empty = new(null, [], []);

    /// <summary>Completions by the day.</summary>
    public int Completed { get; init; }

    /// <summary>
    /// Where the table was lost: answers that were final by then may have been told, and are not counted again. Else default.
    /// </summary>
    public DateTimeOffset LostUntil { get; init; }

    /// <summary>Waves and audiences of which a round was held.</summary>
    public IReadOnlyList<AudienceTotals> Audiences { get; init; } = [];

    /// <summary>Agreement of learners and managers, by wave, where the program asked for it: see <see cref="PairsTold"/>.</summary>
    public IReadOnlyList<PairsTold> Pairs { get; init; } = [];

    public AudienceTotals? Of(string wave, Audience audience) =>
        Audiences.FirstOrDefault(one => one.Wave == wave && one.Audience == audience);
}

/// <summary>One audience in one wave.</summary>
/// <param name="Asked">Of all, as of the last of its rounds.</param>
/// <param name="Groups">Those that had a round.</param>
/// <param name="Rounds">By day, of all streams together.</param>
public sealed record AudienceTotals(
    string Wave, Audience Audience, Asked Asked, IReadOnlyList<GroupTotals> Groups, IReadOnlyList<DayTotals> Rounds)
{
    /// <summary>Answers that were counted or wait.</summary>
    [JsonIgnore]
    public int Answered => Groups.Sum(group => group.Answered);

    [JsonIgnore]
    public IEnumerable<WordingTally> All => Groups.SelectMany(group => group.Tallies);
}

/// <summary>A department or role; everybody, where the program is not grouped; or the others.</summary>
/// <param name="Name">Empty where HR gave none, of everybody, and of others.</param>
/// <param name="Names">Of others: all groups that ever went in.</param>
/// <param name="Answered">Answers that were counted or wait.</param>
/// <param name="Days">Of its rounds, in order.</param>
public sealed record GroupTotals(
    CountsIn CountsIn, string Name, IReadOnlyList<string> Names, Asked Asked, int Answered,
    IReadOnlyList<WordingTally> Tallies, IReadOnlyList<DateOnly> Days);

/// <summary>All rounds of one day.</summary>
public sealed record DayTotals(DateOnly Day, IReadOnlyList<WordingTally> Tallies);

/// <summary>What was counted of answers in one wording.</summary>
/// <param name="Version">A version of the program that has the wording.</param>
/// <param name="HasEarlier">Whether these people also answered on the day of completion.</param>
public sealed record WordingTally(string Wording, int Version, bool HasEarlier, Tally Tally);

/// <summary>
/// Pairs of a learner's and a manager's answer about one completion, all behaviors together. It is outside of the guarantee, so it moves
/// seldom and is told coarsely.
/// </summary>
/// <param name="Steps">25 counts, the learner's step first; managers who gave one frequency for all are left out.</param>
public sealed record PairsTold(string Wave, DateOnly Day, int Pairs, IReadOnlyList<int> Steps)
{
    /// <summary>So many pairs, of so many managers, are told at least; and so many new ones move the figure.</summary>
    public const int Fewest = 50, FewestManagers = 5, Step = 10;
}
