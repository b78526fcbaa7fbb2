using Followup.Results.Rounds;
using Google.OrTools.Sat;

namespace Followup.Tests.Results.Rounds.Attacks;

/// <summary>
/// All worlds that fit everything that was ever told of a stream, as an integer program: how many answers of each kind say yes, and how
/// many of them, by answer, wait after which round. Two insiders know what they answered, not which of their answers wait. People who are
/// alike to them, those of one batch, are one kind; managers, of whom it is known how many answers each gave, are kinds of their own.
/// </summary>
internal sealed class IntegerProgram
{
    // of the solver's own measure of work, not of time: as much on every machine
    private const double LeastWork = 0.2, MostWork = 20;

    private readonly CpModel model = new();
    private readonly IReadOnlyList<PublishedRound> rounds;
    private readonly LooseRule rule;
    private readonly IReadOnlyDictionary<string, int> erasedAfter;
    private readonly List<Kind> kinds;

    /// <param name="erasedAfter">Of an erased answer, the round after which it was.</param>
    public IntegerProgram(
        IReadOnlyList<PublishedRound> rounds, IReadOnlySet<string> insiders, LooseRule rule,
        IReadOnlyDictionary<string, int>? erasedAfter = null)
    {
        (this.rounds, this.rule, this.erasedAfter) = (rounds, rule, erasedAfter ?? new Dictionary<string, int>());
        var areSeveral = rounds.SelectMany(round => round.New).GroupBy(answer => answer.Person).Any(person => person.Count() > 1);
        var answers = rounds.SelectMany((round, batch) => round.New.Select(answer => (Answer: answer, Batch: batch)));
        kinds =
        [
            .. answers
                .GroupBy(one => (
                    one.Batch,
                    Person: areSeveral || insiders.Contains(one.Answer.Person) ? one.Answer.Person : null,
                    Erased: this.erasedAfter.ContainsKey(one.Answer.Response) ? one.Answer.Response : null,
                    Known: insiders.Contains(one.Answer.Person) ? one.Answer.IsYes() : (bool?)null))
                .Select(kind => KindOf(kind.Key.Batch, [.. kind.Select(one => one.Answer)], kind.Key.Person, kind.Key.Known)),
        ];
        for (var round = 0; round < rounds.Count; round++) Tell(round);
    }

    /// <param name="Known">What an insider answered.</param>
    /// <param name="Last">The last round in which they can be counted.</param>
    /// <param name="Yes">How many of them said yes.</param>
    /// <param name="Waiting">After each round from the batch on: no, yes.</param>
    private sealed record Kind(
        int Batch, IReadOnlyList<FinalAnswer> Answers, string? Person, bool? Known, int Last, IntVar Yes, IReadOnlyList<IntVar[]> Waiting)
    {
        private bool SayYes => Answers[0].IsYes();

        public bool AreAlike => Answers.All(answer => answer.IsYes() == SayYes);

        /// <summary>How many of them answered otherwise than in truth, where all answered alike.</summary>
        public LinearExpr Otherwise => SayYes ? Answers.Count - Yes : 1 * Yes;

        public IEnumerable<IntVar> WaitingAfter(int round) => round < Batch ? [] : Waiting[round - Batch];

        /// <summary>How many of them that said yes, or that said no, are counted in a round.</summary>
        public LinearExpr CountedIn(int round, int answer)
        {
            if (round < Batch || round > Last) return LinearExpr.Constant(0);
            var left = Waiting[round - Batch][answer];
            if (round > Batch) return Waiting[round - Batch - 1][answer] - left;
            return answer == 1 ? Yes - left : Answers.Count - Yes - left;
        }
    }

    /// <summary>Answers of others that are the same in all worlds, those of which the solver could not tell, and all.</summary>
    public (IReadOnlyList<FinalAnswer> Determined, IReadOnlyList<FinalAnswer> Undecided, IReadOnlyList<FinalAnswer> Attacked) Attack()
    {
        var attacked = kinds.Where(kind => kind.Known is null).ToList();
        // where answers differ in truth, the truth is the world in which they do
        var open = attacked.Where(kind => kind.AreAlike).ToList();
        var areOtherwise = open.ToDictionary(kind => kind, IsOtherwise);
        for (var work = LeastWork; open.Count > 0;)
        {
            // the world in which as many as possible answered otherwise: few such worlds show of all that they can have
            model.Maximize(LinearExpr.Sum(open.Select(kind => areOtherwise[kind])));
            var solver = new CpSolver { StringParameters = $"num_workers:1,random_seed:1,max_deterministic_time:{work}" };
            var status = solver.Solve(model);
            var isFound = status is CpSolverStatus.Feasible or CpSolverStatus.Optimal;
            if (isFound && open.RemoveAll(kind => solver.Value(kind.Otherwise) > 0) > 0) continue;
            if (status == CpSolverStatus.Optimal) return (AnswersOf(open), [], AnswersOf(attacked));
            if ((work *= 10) > MostWork) return ([], AnswersOf(open), AnswersOf(attacked));
        }
        return ([], [], AnswersOf(attacked));
    }

    private BoolVar IsOtherwise(Kind kind)
    {
        var isOtherwise = model.NewBoolVar("");
        model.Add(kind.Otherwise >= isOtherwise);
        return isOtherwise;
    }

    private static IReadOnlyList<FinalAnswer> AnswersOf(IEnumerable<Kind> kinds) => [.. kinds.SelectMany(kind => kind.Answers)];

    private Kind KindOf(int batch, IReadOnlyList<FinalAnswer> answers, string? person, bool? known)
    {
        var yes = known is null ? model.NewIntVar(0, answers.Count, "") : model.NewConstant(known.Value ? answers.Count : 0);
        var last = Math.Min(rounds.Count - 1, erasedAfter.GetValueOrDefault(answers[0].Response, int.MaxValue));
        var most = Math.Min(answers.Count, person is not null && rule.OfDifferentPeople ? 1 : rule.Waiting);
        List<IntVar[]> waiting = [];
        for (var round = batch; round <= last; round++)
        {
            waiting.Add([model.NewIntVar(0, most, ""), model.NewIntVar(0, most, "")]);
            model.Add(waiting[^1][1] <= (round == batch ? yes : waiting[^2][1]));
            if (round == batch) model.Add(waiting[^1][0] <= answers.Count - yes);
            else model.Add(waiting[^1][0] <= waiting[^2][0]);
        }
        // an erased answer that waits is counted no more
        while (waiting.Count < rounds.Count - batch) waiting.Add(rule.ErasedAreDropped ? [] : waiting[^1]);
        return new(batch, answers, person, known, last, yes, waiting);
    }

    private void Tell(int round)
    {
        model.Add(LinearExpr.Sum(kinds.Select(kind => kind.CountedIn(round, 0))) == rounds[round].Counted - rounds[round].Yes);
        model.Add(LinearExpr.Sum(kinds.Select(kind => kind.CountedIn(round, 1))) == rounds[round].Yes);
        model.Add(LinearExpr.Sum(kinds.SelectMany(kind => kind.WaitingAfter(round))) == rule.Waiting);
        if (!rule.OfDifferentPeople) return;
        foreach (var person in kinds.Where(kind => kind.Person is not null).GroupBy(kind => kind.Person))
            model.Add(LinearExpr.Sum(person.SelectMany(kind => kind.WaitingAfter(round))) <= 1);
    }
}
