using Followup.Results.Rounds;
using Google.OrTools.Sat;

namespace Followup.Tests.Results.Rounds.Attacks;

/// <summary>
/// What two insiders have where the answers that were counted by department are also told by role, the same three of each department
/// waiting: all worlds that fit the first rounds of all departments.
/// </summary>
internal static class SecondPartition
{
    /// <summary>How many answers of others are the same in all worlds.</summary>
    /// <param name="first">The first round of each department.</param>
    public static int Determined(IReadOnlyList<HeldRound> first, IReadOnlyDictionary<string, string> roleOf, IReadOnlySet<string> insiders)
    {
        var waiting = first.SelectMany(held => held.Waiting).Select(place => place.Response).ToHashSet();
        var answers = first.SelectMany(held => held.New).ToList();
        var kinds = answers
            .GroupBy(answer => (
                answer.Group, Role: roleOf[answer.Learner], Known: insiders.Contains(answer.Person) ? answer.IsYes() : (bool?)null))
            .ToList();
        return kinds.Where(kind => kind.Key.Known is null && kind.DistinctBy(answer => answer.IsYes()).Count() == 1)
            .Where(kind => !CanBeOtherwise(kind.Key))
            .Sum(kind => kind.Count());

        bool CanBeOtherwise((string Group, string Role, bool? Known) asked)
        {
            var model = new CpModel();
            var counted = kinds.ToDictionary(kind => kind.Key, _ => (No: LinearExpr.Constant(0), Yes: LinearExpr.Constant(0)));
            foreach (var kind in kinds)
            {
                var size = kind.Count();
                var yes = model.NewIntVar(kind.Key.Known is true ? size : 0, kind.Key.Known is false ? 0 : size, "");
                var (yesWaiting, noWaiting) = (model.NewIntVar(0, size, ""), model.NewIntVar(0, size, ""));
                model.Add(yesWaiting <= yes);
                model.Add(noWaiting <= size - yes);
                counted[kind.Key] = (size - yes - noWaiting, yes - yesWaiting);
                if (kind.Key == asked) model.Add(kind.First().IsYes() ? yes <= size - 1 : yes >= 1);
            }
            foreach (var group in kinds.GroupBy(kind => kind.Key.Group)) Tell(group);
            foreach (var role in kinds.GroupBy(kind => kind.Key.Role)) Tell(role);
            return new CpSolver { StringParameters = "num_workers:1,random_seed:1" }.Solve(model) != CpSolverStatus.Infeasible;

            void Tell(IEnumerable<IGrouping<(string Group, string Role, bool? Known), FinalAnswer>> told)
            {
                var truth = told.SelectMany(kind => kind).Where(answer => !waiting.Contains(answer.Response)).ToList();
                var keys = told.Select(kind => kind.Key).ToList();
                model.Add(LinearExpr.Sum(keys.Select(key => counted[key].Yes)) == truth.Count(answer => answer.IsYes()));
                model.Add(LinearExpr.Sum(keys.Select(key => counted[key].No)) == truth.Count(answer => !answer.IsYes()));
            }
        }
    }
}
