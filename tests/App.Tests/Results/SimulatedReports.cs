using Followup.Local.Demo;
using Followup.Programs;
using Followup.Results.Counts;
using Followup.Results.Reports;
using Followup.Results.Rounds;
using Followup.Shared.Keys;
using Microsoft.Extensions.Options;
using NodaTime;

namespace Followup.Tests.Results;

/// <summary>Rounds of a simulated program held in memory, day after day, and what is reported of them: without any table.</summary>
internal static class SimulatedReports
{
    /// <summary>The correlation that intervals assume where none is set.</summary>
    private static readonly double Correlation = new RoundOptions().Correlation;

    private static readonly Lot Lot = new(Options.Create(new RoundOptions { LotKey = Convert.ToBase64String(new byte[32]) }));

    public static ProgramReport Of(
        SimulatedProgram program, IReadOnlyList<SimulatedCompletion> completions, IEnumerable<LocalDate> days)
    {
        var stored = new StoredProgram(program.Id, 1, program.Definition);
        List<FinalAnswer> answers =
            [.. completions.SelectMany(completion => FinalAnswers.Of(Scanned(stored, completion), program.Definition.GroupedBy))];
        Dictionary<string, StreamState> states = [];
        List<Round> rounds = [];
        var totals = ProgramTotals.Empty;
        foreach (var day in days)
        {
            var written = Enumerable.Empty<CommentRound>().ToLookup(round => (round.Wave, round.Audience));
            var gathered = new DayOfProgram(stored, day, default, states.ToDictionary(), written, Lot);
            foreach (var completion in completions)
            {
                gathered.CountCompletion(completion.Followup);
                foreach (var invitation in completion.Invitations)
                {
                    var earlier = completion.Invitations.FirstOrDefault(other =>
                        other.Wave == Wave.Baseline && other.Mailing.Audience == invitation.Mailing.Audience);
                    var hasEarlier = FinalAnswers.HasEarlier(program.Definition, completion.Followup, invitation, earlier);
                    gathered.Asked.Add(completion.Followup, invitation, hasEarlier);
                }
            }
            foreach (var answer in answers)
            {
                if (gathered.Rounds.Take(answer) is { } stream) gathered.Asked.AddAnswer(stream, answer.Person);
            }
            foreach (var change in gathered.Rounds.Hold())
            {
                if (gathered.WithAsked(change, Participation.Empty).Round is { } round) rounds.Add(round);
                foreach (var state in change.Left.Append(change.State)) states[state.Key.Id] = state;
            }
            totals = gathered.Totals(totals, rounds);
        }
        return new(new(stored, [stored], Correlation, DateOnly.MaxValue), totals);
    }

    private static ScannedCompletion Scanned(StoredProgram asked, SimulatedCompletion completion) => new(
        completion.Followup,
        [
            .. completion.Responses.Select(row => new ScannedAnswer(
                row.Key, $"{row.PartitionKey}|{row.RowKey}", asked, row.Answers(), row.By!, row.FinalAt!.Value, row.CountsIn!.Value,
                row.Department, row.Role)),
        ]);
}
